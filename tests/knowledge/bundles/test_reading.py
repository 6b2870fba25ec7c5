"""“一件事”的数据：形状、先后、来源、问法，和它与起步目录对得上。"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge import clock
from knowledge.bundles import BadBundle, Bundle, bundles
from knowledge.bundles.reading import filled, patterns, read_bundles
from knowledge.taxonomy.regions import NATION
from tests.knowledge.bundles.conftest import DAY, Shelf

EACH = pytest.mark.parametrize("bundle", bundles(), ids=lambda one: one.id)
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+个?(?:月|年|日|天|岁)")

A, B, C = "000000000001", "000000000002", "000000000003"
GOOD: dict[str, Any] = {
    "id": "try",
    "name": "试办",
    "tone": "plain",
    "sides": ["个人"],
    "said": ["试办"],
    "questions": "我要试办",
    "steps": [{"entry_code": A}, {"entry_code": B, "after": [A], "because": ["甲证"]}],
}


def test_there_are_enough_of_them() -> None:
    assert len(bundles()) >= 20
    assert len({one.name for one in bundles()}) == len(bundles())


@EACH
def test_each_is_told_in_ten_ways_or_more(bundle: Bundle) -> None:
    assert 10 <= len(bundle.questions.splitlines()) <= 20
    assert patterns(bundle.id)


@EACH
def test_every_step_is_in_the_starter_catalogue(bundle: Bundle, starter: Shelf) -> None:
    codes = [step.entry_code for step in bundle.steps]
    assert [code for code in codes if not starter.items_of_entry(code, [NATION], DAY)] == []


@EACH
def test_the_reason_for_the_order_stands_in_the_items(bundle: Bundle, starter: Shelf) -> None:
    """because 的字，在这一步或它前面那一步的事项里一字不差。"""
    for step in bundle.steps:
        items = [one for code in (step.entry_code, *step.after) for one in starter.items_of_entry(code, [NATION], DAY)]
        text = "\n".join(json.dumps(one.model_dump(mode="json"), ensure_ascii=False) for one in items)
        assert [words for words in step.because if words not in text] == []


@EACH
def test_no_number_in_a_note_is_made_up(bundle: Bundle, starter: Shelf) -> None:
    for step in bundle.steps:
        items = starter.items_of_entry(step.entry_code, [NATION], DAY)
        text = "\n".join(one.model_dump_json() for one in items)
        told = _NUMBER.findall(f"{step.note or ''} {step.when or ''}")
        assert [number for number in told if number not in text] == []


@EACH
def test_every_source_is_dated(bundle: Bundle) -> None:
    for source in (bundle.source, *(step.source for step in bundle.steps)):
        assert source is None or source.checked_on <= clock.today()


def written(tmp_path: Path, **changes: Any) -> Path:
    path = tmp_path / "try.yaml"
    path.write_text(yaml.safe_dump([GOOD | changes], allow_unicode=True), encoding="utf-8")
    return path


def test_a_good_one_is_read(tmp_path: Path) -> None:
    (bundle,) = read_bundles(written(tmp_path))
    assert [step.entry_code for step in bundle.steps] == [A, B]
    assert [step.optional for step in bundle.steps] == [False, False]


BAD = {
    "order without a reason": ({"steps": [{"entry_code": A}, {"entry_code": B, "after": [A]}]}, "because 或 source"),
    "reason without an order": ({"steps": [{"entry_code": A}, {"entry_code": B, "because": ["甲"]}]}, "却没有 after"),
    "after what comes later": (
        {"steps": [{"entry_code": A, "after": [B], "because": ["甲"]}, {"entry_code": B}]},
        "前面没有的",
    ),
    "a step twice": ({"steps": [{"entry_code": A}, {"entry_code": A}]}, "写了两次"),
    "one step": ({"steps": [{"entry_code": A}]}, "try.yaml try steps"),
    "either of one": (
        {"steps": [{"entry_code": A}, {"entry_code": B, "after": [A], "because": ["甲"], "either": True}]},
        "两样以上",
    ),
    "official without a source": ({"official": {"name": "试办一件事", "document": "某号"}}, "要有 source"),
    "an unknown tone": ({"tone": "merry"}, "try.yaml try tone"),
    "an unknown field": ({"colour": "red"}, "try.yaml try colour"),
    "the same question twice": ({"questions": "我要试办\n我要试办"}, "重复的问法"),
    "a source without an address": (
        {"source": {"name": "某指南", "checked_on": "2026-11-23"}},
        "try.yaml try source.url",
    ),
}


@pytest.mark.parametrize(("changes", "said"), BAD.values(), ids=BAD.keys())
def test_a_bad_one_is_refused_with_the_reason(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BadBundle, match=re.escape(said)):
        list(read_bundles(written(tmp_path, **changes)))


def test_a_file_that_is_not_yaml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("- id: [", encoding="utf-8")
    with pytest.raises(BadBundle, match=r"broken\.yaml"):
        list(read_bundles(path))


def test_terms_are_filled_in_and_counts_left_alone() -> None:
    assert filled("a{0,4}b", "试") == "a{0,4}b"
    assert "父亲" in filled("{亲人}.{0,2}走了", "试")
    with pytest.raises(BadBundle, match="没有词组“外星人”"):
        filled("{外星人}来了", "试")
