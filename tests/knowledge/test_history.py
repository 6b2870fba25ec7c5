"""历史：新增、改动、终止、恢复，各由哪一次导入；改了哪些字段，前后各是什么。"""

import getpass
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from knowledge.history import History, differences, history_of
from knowledge.importing import ImportReport, load
from knowledge.storage.engine import writing

CODE = f"{'0' * 18}1{'1' * 12}"
OTHER = f"{'0' * 18}1{'2' * 12}"
Bring = Callable[..., ImportReport]


def item(code: str = CODE, **fields: object) -> dict[str, Any]:
    return {
        "code": code,
        "entry_code": code[19:],
        "name": "护照签发",
        "region": "440100",
        "source": {"name": "示例", "checked_on": "2026-11-23"},
    } | fields


@pytest.fixture
def bring(engine: Engine, tmp_path: Path) -> Bring:
    def run(*rows: dict[str, Any], **options: Any) -> ImportReport:
        path = tmp_path / "items.json"
        path.write_text(json.dumps(rows), encoding="utf-8")
        return load(engine, [path], index_root=tmp_path / "index", build_index=lambda *_: None, **options)

    return run


def known(engine: Engine, code: str = CODE) -> History:
    found = history_of(engine, code)
    assert found is not None
    return found


def told(found: History) -> list[tuple[str, int | None, dict[str, tuple[Any, Any]]]]:
    return [
        (
            event.kind,
            event.delivered and event.delivered.number,
            {one.field: (one.old, one.new) for one in event.fields},
        )
        for event in found.events
    ]


def test_a_whole_life_is_told_in_order(engine: Engine, bring: Bring) -> None:
    bring(item(phone="1"), item(OTHER))
    bring(item(phone="2", fees=[]))
    bring(item(OTHER), replace=True)
    bring(item(phone="2", fees=[]))
    bring(item(phone="2", fees=[], name="普通护照签发"))
    found = known(engine)
    assert (found.name, found.is_ended) == ("普通护照签发", False)
    assert told(found) == [
        ("added", 1, {}),
        ("changed", 2, {"phone": ("1", "2"), "fees": (None, [])}),
        ("ended", 3, {}),
        ("revived", 4, {}),
        ("changed", 5, {"name": ("护照签发", "普通护照签发")}),
    ]
    assert told(known(engine, OTHER)) == [("added", 1, {})]


def test_an_item_that_comes_back_different_says_what_is_different(engine: Engine, bring: Bring) -> None:
    bring(item(), item(OTHER))
    bring(item(OTHER), replace=True)
    assert known(engine).is_ended
    bring(item(phone="2"))
    assert told(known(engine))[1:] == [("ended", 2, {}), ("revived", 3, {"phone": (None, "2")})]


def test_the_import_says_when_by_whom_and_from_what(engine: Engine, bring: Bring, tmp_path: Path) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    bring(item(), source="市局")
    bring(item(phone="2"), replace=True)
    first, second = (event.delivered for event in known(engine).events)
    assert first is not None
    assert second is not None
    assert before <= first.at <= second.at <= datetime.now(UTC)
    assert (first.source, second.source) == ("市局", "示例")
    assert (first.is_whole, second.is_whole) == (False, True)
    assert first.user == getpass.getuser()
    assert first.paths == (str(tmp_path / "items.json"),)


def test_an_import_that_changes_nothing_is_not_an_event(engine: Engine, bring: Bring) -> None:
    bring(item(), item(OTHER))
    bring(item(OTHER), item(), replace=True)
    bring(item(phone="2"))
    assert told(known(engine)) == [("added", 1, {}), ("changed", 2, {"phone": (None, "2")})]


def test_an_item_older_than_the_history_says_so(engine: Engine, bring: Bring) -> None:
    bring(item())
    with writing(engine) as connection:
        connection.execute(text("UPDATE items SET added_in = NULL"))
    assert told(known(engine)) == [("added", None, {})]


def test_a_code_that_never_was_has_no_history(engine: Engine, bring: Bring) -> None:
    bring(item())
    assert history_of(engine, OTHER) is None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, []),
        ({"a": 1}, {"a": 1}, []),
        ({"a": None}, {}, [("a", None, None, True, False)]),
        ({}, {"a": []}, [("a", None, [], False, True)]),
        ({"a": [1, 2], "b": 1}, {"b": 1, "a": [2, 1]}, [("a", [1, 2], [2, 1], True, True)]),
    ],
)
def test_what_is_different(before: dict[str, Any], after: dict[str, Any], expected: list[tuple[Any, ...]]) -> None:
    found = [(one.field, one.old, one.new, one.was_given, one.is_given) for one in differences(before, after)]
    assert found == expected
