"""导出：没有话，编号是假名，对得上；两种格式一样的内容。"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from arro3.core import Table
from arro3.io import read_parquet
from sqlalchemy import Engine

from records.exporting import COLUMNS, Unwritable, export
from records.handovers import Handovers
from records.models import Feedback, Rating, StoredTurn, Ticket
from records.store import Records
from records.tickets import Tickets

SECRET = "住天河路八号的张三"
NEVER = {"text", "payload", "answer", "greeting", "comment", "note", "sealed", "token_sha256", "repeat_key"}


@pytest.fixture
def filled(begun: Records, tickets: Tickets, database: Engine) -> Engine:
    begun.record(StoredTurn("turn-1", "c1", SECRET, None, "answered", {"replies": [SECRET]}, 0.25, "d" * 64), None)
    begun.rate("c1", Rating(1, ("115",), SECRET))
    begun.give_feedback("c1", Feedback("turn-1", True, None, SECRET))
    tickets.file(Ticket("TS1", "complaint", "registered", "c1"), "f1", {"what": SECRET})
    tickets.open("TS1", "小王")
    asked, _ = Handovers(database).ask("c1")
    Handovers(database).take(asked.id, "小王")
    return database


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_nothing_personal_leaves(filled: Engine, tmp_path: Path) -> None:
    counts = export(filled, tmp_path / "out", "csv")
    assert counts["turns.csv"] == counts["tickets.csv"] == 1
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    for hidden in (SECRET, "turn-1", "TS1", "小王", "0" * 64):
        assert hidden not in text
    assert not NEVER & {name for columns in COLUMNS.values() for name in columns}


def test_pseudonyms_agree_within_one_export_only(filled: Engine, tmp_path: Path) -> None:
    names = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        export(filled, folder, "csv")
        (conversation,) = rows_of(folder, "conversations")
        (turn,) = rows_of(folder, "turns")
        (ticket,) = rows_of(folder, "tickets")
        events = rows_of(folder, "events")
        assert {row["conversation_id"] for row in (turn, ticket, *events)} == {conversation["id"]}
        told = {row["kind"]: json.loads(row["data"]) for row in events}
        assert (told["turn"]["turn"], told["ticket_opened"]["number"]) == (turn["id"], ticket["number"])
        (audit,) = rows_of(folder, "ticket_audit")
        assert told["ticket_read"]["by"] == audit["agent"] == told["handover_taken"]["by"]
        names.append(conversation["id"])
    assert names[0] != names[1]


def test_parquet_holds_the_same_with_types(filled: Engine, tmp_path: Path) -> None:
    counts = export(filled, tmp_path, "parquet")
    assert {name.removesuffix(".parquet") for name in counts} == {table.name for table in COLUMNS}
    turns = columns_of(tmp_path / "turns.parquet")
    assert (turns["position"], turns["seconds"], turns["engine_failure"]) == ([1], [0.25], [None])
    assert columns_of(tmp_path / "feedback.parquet")["useful"] == [True]
    assert columns_of(tmp_path / "ratings.parquet")["level"] == [1]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_an_empty_store_gives_empty_files(database: Engine, tmp_path: Path, kind: str) -> None:
    counts = export(database, tmp_path, kind)
    assert set(counts.values()) == {0}
    assert all((tmp_path / name).exists() for name in counts)


def test_a_place_that_cannot_be_written_is_told(database: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("占着")
    with pytest.raises(Unwritable, match="请换一个能写的目录"):
        export(database, tmp_path / "file", "csv")


def columns_of(path: Path) -> dict[str, list[Any]]:
    table = Table.from_arrow(read_parquet(path))
    return {name: table.column(name).to_pylist() for name in table.column_names}
