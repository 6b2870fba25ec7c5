"""spaCy 的规则流水线：实体的类别、规范值和字位。"""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.text import Cutter, normalise
from nlu.language import DOCUMENTS, POPULATIONS, build_language, entities

FOUND = [
    # 原话, [(类别, 规范值, 原话里的字)]
    ("身份证丢了", [("document", "居民身份证", "身份证")]),
    ("居民身份证", [("document", "居民身份证", "居民身份证")]),
    ("戶口本怎麼補", [("document", "居民户口簿", "户口本")]),
    ("出生医学证明", [("document", "出生医学证明", "出生医学证明")]),
    ("往来港澳通行证", [("document", "往来港澳通行证", "往来港澳通行证")]),
    ("残疾人证", [("document", "残疾人证", "残疾人证")]),
    ("驾照和行驶证", [("document", "机动车驾驶证", "驾照"), ("document", "机动车行驶证", "行驶证")]),
    ("我爷爷的社保卡", [("population", "老年人", "爷爷"), ("document", "社会保障卡", "社保卡")]),
    ("退伍军人", [("population", "退役军人", "退伍军人")]),
    ("我失业了", [("population", "失业人员", "失业")]),
    ("在广州办", [("region", "440100", "广州")]),
    ("湖北公安县", [("region", "421022", "湖北公安县")]),
    ("朝阳区", [("region", "110105|220104", "朝阳区")]),
    ("2024年1月3日领的", [("date", "2024年1月3日", "2024年1月3日")]),
    ("１２月３号", [("date", "12月3号", "12月3号")]),
    ("上个月", [("date", "上个月", "上个月")]),
    (
        "孩子去年在昆山办的医保卡",
        [
            ("population", "未成年人", "孩子"),
            ("date", "去年", "去年"),
            ("region", "320583", "昆山"),
            ("document", "社会保障卡", "医保卡"),
        ],
    ),
    ("姓名里有𠮷字，护照", [("document", "普通护照", "护照")]),
    ("公安局在哪", []),
    ("台湾通行证", [("document", "往来台湾通行证", "台湾通行证")]),
    ("", []),
    ("？", []),
]


@pytest.fixture(scope="module")
def language(cutter: Cutter) -> Any:
    return build_language(cutter)


@pytest.mark.parametrize(("said", "expected"), FOUND)
def test_entities(said: str, expected: list[tuple[str, str, str]], language: Any) -> None:
    text = normalise(said)
    found = entities(language(text))
    assert [(one["entity"], one["value"], text[one["start"] : one["end"]]) for one in found] == expected


@pytest.mark.parametrize("said", sorted(DOCUMENTS))
def test_every_document_is_recognised_on_its_own(said: str, language: Any) -> None:
    assert [(one["entity"], one["value"]) for one in entities(language(said))] == [("document", DOCUMENTS[said])]


@pytest.mark.parametrize("said", sorted(set(POPULATIONS) - set(DOCUMENTS)))
def test_every_population_is_recognised_on_its_own(said: str, language: Any) -> None:
    assert [(one["entity"], one["value"]) for one in entities(language(said))] == [("population", POPULATIONS[said])]


@pytest.mark.parametrize("said", ["办 身份证，要 带\u3000什么？", "𠮷林省", "a1 身份证", "。。。"])
def test_the_tokens_cover_the_text_exactly(said: str, language: Any) -> None:
    assert language(said).text == said


def test_two_pipelines_do_not_disturb_each_other(language: Any, cutter: Cutter) -> None:
    build_language(cutter)("护照")
    assert entities(language("护照"))[0]["value"] == "普通护照"
