"""BM25：名称最像的在前，同分按目录的次序；没有目录就跳过。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert

from api.evaluation.questions import Question
from bench.common import Absent
from bench.peers_bm25 import SPLITS, ask_bm25, catalogue_names, characters, words
from knowledge.storage.engine import open_engine
from knowledge.storage.schema import items, metadata

NAMES = [("A", "居民身份证补领"), ("B", "护照换发"), ("C", "居民身份证补领"), ("D", "结婚登记")]


@pytest.mark.parametrize(("text", "best"), [("护照怎么换", "B"), ("结婚 登记", "D"), ("补身份证", "A")])
def test_the_likest_name_comes_first(text: str, best: str) -> None:
    ((_, answer),) = ask_bm25(NAMES, [Question(text=text, scope="in")])
    assert answer.candidates[0] == best
    assert len(answer.candidates) == 3


@pytest.mark.parametrize("split", SPLITS.values(), ids=SPLITS)
def test_every_split_finds_the_name_itself(split: Callable[[str], list[str]]) -> None:
    ((_, answer),) = ask_bm25(NAMES, [Question(text="结婚登记", scope="in")], split)
    assert answer.candidates[0] == "D"


def test_the_splits() -> None:
    assert characters("护照 换发") == ["护", "照", "换", "发"]
    assert words("护照 换发") == ["护照", "换发"]


@pytest.mark.parametrize("split", SPLITS.values(), ids=SPLITS)
def test_blank_gives_the_first_of_the_catalogue(split: Callable[[str], list[str]]) -> None:
    ((_, answer),) = ask_bm25(NAMES, [Question(text="　。", scope="in")], split)
    assert answer.candidates == ("A", "B", "C")


def test_equal_scores_keep_the_order_of_the_catalogue() -> None:
    ((_, answer),) = ask_bm25(NAMES, [Question(text="身份证补领", scope="in")])
    assert answer.candidates[:2] == ("A", "C")


def test_unknown_characters_still_give_an_item() -> None:
    ((_, answer),) = ask_bm25(NAMES, [Question(text="xyz?", scope="out")])
    assert answer.candidates == ("A", "B", "C")


def row(code: str, position: int, ended_on: object = None) -> dict[str, object]:
    shared = {"entry_code": "E", "region": "000000", "digest": b"", "wording": 0, "doc": "{}"}
    return {"code": code, "name": f"事项{code}", "position": position, "ended_on": ended_on, **shared}


def test_reads_what_is_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/catalogue.db")
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(items), [row("B", 1), row("A", 2), row("C", 3, date(2026, 1, 1))])
    engine.dispose()
    monkeypatch.setenv("BANSHI_HOME", str(tmp_path))
    assert catalogue_names() == [("B", "事项B"), ("A", "事项A")]


@pytest.mark.parametrize("is_there", [False, True])
def test_no_catalogue_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool) -> None:
    monkeypatch.setenv("BANSHI_HOME", str(tmp_path))
    if is_there:
        (tmp_path / "catalogue.db").touch()
    with pytest.raises(Absent, match="banshi import"):
        catalogue_names()
