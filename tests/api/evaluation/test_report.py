"""错题报告：一张自足的网页、一份同样内容的 JSON；写不进去就说一句，旧的不坏。"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from api.evaluation import run
from api.evaluation.answers import Answer
from api.evaluation.figures import Pair, figures
from api.evaluation.questions import Question
from api.evaluation.report import DATA, PAGE, ReportUnwritable, prepare, report_of, write_report
from tests.api.evaluation.pairs import a, q, 户籍, 证件

NASTY = Question(text='<script>alert("1")</script> & 身份证', scope="in", categories=(证件,), id="<d1>", codes=("A",))
GUESSED = Answer(
    "answered",
    "in",
    (户籍, 证件),
    ("fee",),
    ("B", "A"),
    scores={户籍: 0.61, 证件: 0.3, "B": 0.7, "A": 0.125},
    names={"B": "户口<迁移>", "A": "身份证补领"},
)
PAIRS: list[Pair] = [
    (q("out"), a("out_of_scope", "out")),
    (NASTY, GUESSED),
    (q("in", 证件, "fee", "A"), a("clarify_item", "in", 证件, "place", "A")),
    (q("out"), a("answered", "in", 证件, "", "Z")),
]

VOID = {"meta", "br"}


class Reader(HTMLParser):
    """读网页：标签要配对，记下锚、链接、会去取的地址和看得见的字。"""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.append(tag)
        self.ids += [held["id"] or ""] if "id" in held else []
        self.links += [str(held[name]) for name in ("href", "src") if name in held]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words += data


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    return reader


@pytest.fixture
def written(tmp_path: Path) -> Path:
    write_report(tmp_path, PAIRS, figures(PAIRS))
    return tmp_path


def test_the_page_stands_alone_and_every_link_leads_somewhere(written: Path) -> None:
    seen = read((written / PAGE).read_text(encoding="utf-8"))
    assert seen.links
    assert all(link.startswith("#") for link in seen.links)
    assert {link[1:] for link in seen.links} <= set(seen.ids)
    assert len(seen.ids) == len(set(seen.ids))
    assert not {"script", "img", "link", "iframe"} & set(seen.tags)
    assert "@import" not in (written / PAGE).read_text(encoding="utf-8")


def test_what_is_asked_is_text_and_never_markup(written: Path) -> None:
    words = read((written / PAGE).read_text(encoding="utf-8")).words
    assert NASTY.text in words
    assert "户口<迁移>" in words
    assert "<d1>" in words


def test_the_page_tells_what_a_person_needs(written: Path) -> None:
    text = (written / PAGE).read_text(encoding="utf-8")
    words = re.sub(r"\s+", " ", read(text).words)
    for word in (
        "4 题，3 题至少错了一处",
        "范围外的题答了",
        "第 2 题",
        "0.610",
        "身份证补领",
        "结局 clarify_item",
        "没有核对",
    ):
        assert word in words
    assert '<html lang="zh-CN">' in text
    assert text.count("<h1") == 1


def test_a_question_wrong_twice_is_shown_once_and_linked(written: Path) -> None:
    text = (written / PAGE).read_text(encoding="utf-8")
    assert text.count('id="q2"') == 1
    assert '写在别的错因下面的还有：<a href="#q2">2</a>' in text


def test_the_data_hold_the_same(written: Path) -> None:
    found = json.loads((written / DATA).read_text(encoding="utf-8"))
    assert (found["questions"], found["wrong"], found["figures"]["item_questions"]) == (4, 3, 2)
    numbers = {cause["id"]: cause["numbers"] for cause in found["causes"]}
    assert numbers == {
        "out_answered": [4],
        "category_second": [2],
        "wrong_item": [2],
        "held_back": [3],
        "aspects_extra": [2],
        "aspects_wrong": [3],
    }
    assert found["confused"] == [{"wanted": 证件, "got": 户籍, "numbers": [2]}]
    assert found["items"][0]["got"]["items"][0] == {"code": "B", "name": "户口<迁移>", "score": 0.7}
    # 名称从别的题的答案里也能知道
    assert found["items"][1]["wanted"]["items"] == [{"code": "A", "name": "身份证补领"}]


def test_nothing_wrong_is_said() -> None:
    found = report_of(PAIRS[:1], figures(PAIRS[:1]))
    assert (found["wrong"], found["causes"], found["items"]) == (0, [], [])


def test_a_page_without_wrong_ones_says_so(tmp_path: Path) -> None:
    path = write_report(tmp_path, PAIRS[:1], figures(PAIRS[:1]))
    assert "没有错题" in read(path.read_text(encoding="utf-8")).words


def test_an_old_report_is_replaced_and_nothing_else_is_left(written: Path) -> None:
    write_report(written, PAIRS[:1], figures(PAIRS[:1]))
    assert sorted(path.name for path in written.iterdir()) == sorted([PAGE, DATA])
    assert "没有错题" in (written / PAGE).read_text(encoding="utf-8")


@pytest.mark.parametrize("inner", ["", "里面"])
def test_a_file_where_the_directory_should_be_is_told(tmp_path: Path, inner: str) -> None:
    (tmp_path / "report").write_text("别的东西", encoding="utf-8")
    for attempt in (prepare, lambda where: write_report(where, PAIRS, figures(PAIRS))):
        with pytest.raises(ReportUnwritable, match=r"报告写不进 .*请换一个"):
            attempt(tmp_path / "report" / inner)
    assert (tmp_path / "report").read_text(encoding="utf-8") == "别的东西"


def test_an_unwritable_page_leaves_no_scraps(tmp_path: Path) -> None:
    (tmp_path / PAGE / "占住").mkdir(parents=True)
    with pytest.raises(ReportUnwritable):
        write_report(tmp_path, PAIRS, figures(PAIRS))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([PAGE, DATA])


def ask_one(folder: Path) -> Path:
    path = folder / "q.jsonl"
    path.write_text('{"text":"户口","scope":"in","categories":["个人/户籍办理"]}\n', encoding="utf-8")
    return path


def test_run_writes_the_report_with_scores(server: Any, tmp_path: Path) -> None:
    run(ask_one(tmp_path), server.url, report=tmp_path / "新" / "report")
    found = json.loads((tmp_path / "新" / "report" / DATA).read_text(encoding="utf-8"))
    assert found["items"][0]["got"]["categories"] == [{"key": 证件, "score": 0.9}]
    assert found["items"][0]["got"]["items"] == [
        {"code": "A", "name": "居民身份证补领", "score": None},
        {"code": "B", "name": "居民身份证换领", "score": 0.5},
    ]


def test_a_bad_directory_is_told_before_anything_is_asked(server: Any, tmp_path: Path) -> None:
    path = ask_one(tmp_path)
    with pytest.raises(ReportUnwritable):
        run(path, server.url, report=path)
    assert server.asked == []


def test_scores_are_only_for_people() -> None:
    plain = [(asked, replace(answer, scores={}, names={})) for asked, answer in PAIRS]
    assert figures(plain) == figures(PAIRS)
