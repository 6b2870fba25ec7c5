"""造出的全国目录：每次一样，条条合格，编码不重，百分之五只有当地才有，各地不同。"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from bench.nation.making import LOCAL_ONLY, nation, write_nation
from bench.nation.measuring import NEW_NAME, _changed, _picked
from bench.nation.searching import summed
from knowledge.model import Item

ITEMS = 8_000
NOWHERE = Path("/没有")


@pytest.fixture(scope="module")
def made() -> list[dict[str, Any]]:
    return list(nation(ITEMS, NOWHERE))


def test_every_item_is_good_and_has_its_own_code(made: list[dict[str, Any]]) -> None:
    items = [Item.model_validate_json(json.dumps(doc, default=str)) for doc in made]
    assert len(items) == len({item.code for item in items}) == ITEMS
    assert len({item.region for item in items}) > 3_000


def test_it_is_the_same_each_time(made: list[dict[str, Any]]) -> None:
    assert list(nation(ITEMS, NOWHERE)) == made
    assert list(nation(ITEMS, NOWHERE, seed=2)) != made


def test_a_twentieth_is_local_only(made: list[dict[str, Any]]) -> None:
    local = [doc for doc in made if doc["entry_code"].startswith("LO")]
    assert len(local) == round(ITEMS * LOCAL_ONLY)


def test_one_service_differs_from_place_to_place(made: list[dict[str, Any]]) -> None:
    by_entry: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for doc in made:
        by_entry[doc["entry_code"]].append(doc)
    several = [docs for docs in by_entry.values() if len(docs) > 4 and not docs[0]["entry_code"].startswith("LO")]
    assert several
    for docs in several:
        assert len({doc["name"] for doc in docs}) == 1
        assert len({doc["phone"] for doc in docs}) == len({doc["authority"] for doc in docs}) == len(docs)


def test_what_is_changed_is_still_good_and_different(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    write_nation(path, 2_000, NOWHERE)
    lines = _picked(path)
    assert 900 < len(lines) <= 1_000
    for number, line in enumerate(lines):
        before = json.loads(line)
        after = _changed(json.loads(line), number)
        assert Item.model_validate_json(json.dumps(after)).code == before["code"]
        assert after != before
    assert _changed(json.loads(lines[0]), 0)["name"] == NEW_NAME


def test_the_times_are_summed() -> None:
    assert summed([1.0, 2.0, 3.0])["p50"] == 2.0
