"""导入的主路：加、改、不变、终止；中途出错一切照旧；索引的世代。"""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from knowledge import clock
from knowledge.catalogue import Catalogue
from knowledge.exporting import export
from knowledge.importing import ImportFailed, ImportReport, load
from knowledge.storage.engine import StorageBusy, open_engine
from knowledge.storage.schema import items

ROOT = Path(__file__).parents[3]
MakeItem = Callable[..., dict[str, Any]]
Bring = Callable[..., ImportReport]
WriteJsonl = Callable[..., Path]


def exported(engine: Engine) -> str:
    out = io.StringIO()
    export(engine, out)
    return out.getvalue()


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def tally(report: ImportReport) -> dict[str, int]:
    return {
        "read": report.read,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "ended": report.ended,
        "rejected": report.rejected,
    }


def generations(tmp_path: Path) -> list[str]:
    root = tmp_path / "index"
    return sorted(path.name for path in root.iterdir()) if root.is_dir() else []


def test_items_are_loaded_and_come_out_as_they_went_in(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring, tmp_path: Path
) -> None:
    rows = [make_item(3, fees=[], phone=None), make_item(1, categories=["个人/090"]), make_item(2, aliases=None)]
    path = write_jsonl(rows)
    report = bring(path)
    assert tally(report) == {"read": 3, "added": 3, "changed": 0, "unchanged": 0, "ended": 0, "rejected": 0}
    assert exported(engine) == path.read_text(encoding="utf-8")
    assert generations(tmp_path) == [report.generation] == [Catalogue(engine).generation()]
    assert (tmp_path / "index" / report.generation / "entries").read_text() == "3"


def test_the_same_delivery_again_changes_nothing(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring, tmp_path: Path
) -> None:
    path = write_jsonl([make_item(1), make_item(2)])
    first = bring(path)
    before = exported(engine), generations(tmp_path)
    again = bring(path)
    # 字段换了次序也不算变。
    shuffled = write_jsonl([dict(reversed(make_item(1).items())), make_item(2)])
    reordered = bring(shuffled)
    assert tally(again) == tally(reordered)
    assert tally(again) == {"read": 2, "added": 0, "changed": 0, "unchanged": 2, "ended": 0, "rejected": 0}
    assert again.generation == reordered.generation == first.generation
    assert (exported(engine), generations(tmp_path)) == before


def test_a_lost_index_is_built_anew_even_if_nothing_changed(
    make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring, tmp_path: Path
) -> None:
    path = write_jsonl([make_item(1)])
    first = bring(path)
    (tmp_path / "index" / first.generation).rename(tmp_path / "lost")
    assert generations(tmp_path) == []
    assert generations(tmp_path) != [bring(path).generation]


def test_changed_and_new_items_are_counted_and_old_ones_stay(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring
) -> None:
    bring(write_jsonl([make_item(1), make_item(2), make_item(3)]))
    report = bring(write_jsonl([make_item(4), make_item(2, phone="12345")]))
    assert tally(report) == {"read": 2, "added": 1, "changed": 1, "unchanged": 0, "ended": 0, "rejected": 0}
    expected = [make_item(1), make_item(2, phone="12345"), make_item(3), make_item(4)]
    assert exported(engine) == write_jsonl(expected, "expected.jsonl").read_text(encoding="utf-8")


def test_replace_ends_what_is_not_delivered_and_takes_over_the_order(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring
) -> None:
    bring(write_jsonl([make_item(1), make_item(2), make_item(3)]))
    delivery = write_jsonl([make_item(4), make_item(3), make_item(1)])
    report = bring(delivery, replace=True)
    assert tally(report) == {"read": 3, "added": 1, "changed": 0, "unchanged": 2, "ended": 1, "rejected": 0}
    assert exported(engine) == delivery.read_text(encoding="utf-8")
    # 终止的留着备查，但哪里都取不到。
    catalogue, ended = Catalogue(engine), make_item(2)["code"]
    assert (catalogue.count(), catalogue.item(ended)) == (3, None)
    with engine.connect() as connection:
        ended_on = connection.execute(select(items.c.ended_on).where(items.c.code == ended)).scalar_one()
    assert ended_on == clock.today()


def test_an_ended_item_that_is_delivered_again_is_back(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring
) -> None:
    bring(write_jsonl([make_item(1), make_item(2)]))
    bring(write_jsonl([make_item(1)]), replace=True)
    report = bring(write_jsonl([make_item(2)]))
    assert (report.changed, report.added, Catalogue(engine).count()) == (1, 0, 2)


def test_a_replacement_without_one_good_row_is_refused(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring
) -> None:
    bring(write_jsonl([make_item(1)]))
    with pytest.raises(ImportFailed, match="没有一行可用，不能拿它替换整个目录"):
        bring(write_jsonl([make_item(2, name=5)]), replace=True)
    assert Catalogue(engine).count() == 1


def test_only_the_present_and_the_previous_index_are_kept(
    make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring, tmp_path: Path
) -> None:
    made = [bring(write_jsonl([make_item(1, phone=str(turn))])).generation for turn in range(4)]
    (tmp_path / "index" / "notes").mkdir()
    made.append(bring(write_jsonl([make_item(1, phone="last")])).generation)
    assert set(generations(tmp_path)) == {*made[-2:], "notes"}


def test_progress_tells_the_rows_read_so_far(make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring) -> None:
    told: list[int] = []
    bring(write_jsonl([make_item(number) for number in range(2_500)]), progress=told.append)
    assert told == [1_000, 2_000, 2_500]


@pytest.mark.parametrize(
    ("given", "options", "source"),
    [
        ({"source": None}, {"source": "市局", "checked_on": date(2026, 1, 2)}, {"name": "市局", "day": "2026-01-02"}),
        ({}, {"source": "市局", "checked_on": date(2026, 1, 2)}, {"name": "示例来源", "day": "2026-11-23"}),
        ({"source": {"name": "县局"}}, {"checked_on": date(2026, 1, 2)}, {"name": "县局", "day": "2026-01-02"}),
    ],
)
def test_the_command_fills_in_the_source_a_row_lacks(
    engine: Engine,
    make_item: MakeItem,
    write_jsonl: WriteJsonl,
    bring: Bring,
    given: dict[str, Any],
    options: dict[str, Any],
    source: dict[str, str],
) -> None:
    row = {key: value for key, value in make_item(1, **given).items() if value is not None}
    bring(write_jsonl([row]), **options)
    item = Catalogue(engine).item(row["code"])
    assert item is not None
    assert {"name": item.source.name, "day": item.source.checked_on.isoformat()} == source


class Crash(RuntimeError):
    """测试用的中途出错。"""


def crash(*_: object) -> None:
    raise Crash


@pytest.mark.parametrize("where", ["progress", "build_index"])
def test_an_error_in_the_middle_leaves_everything_as_it_was(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring, tmp_path: Path, where: str
) -> None:
    kept = bring(write_jsonl([make_item(1)]))
    before = exported(engine), generations(tmp_path)
    with pytest.raises(Crash):
        bring(write_jsonl([make_item(1, phone="1"), make_item(2)]), replace=True, **{where: crash})
    assert (exported(engine), generations(tmp_path)) == before
    assert Catalogue(engine).generation() == kept.generation


def test_a_second_import_is_refused_at_once_and_changes_nothing(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring, tmp_path: Path
) -> None:
    bring(write_jsonl([make_item(1)]))
    other = open_engine(address(engine))
    refused: list[str] = []

    def meanwhile(_: int) -> None:
        with pytest.raises(StorageBusy, match=r"另一个导入正在写数据库.*请等它结束再试") as fault:
            load(other, [write_jsonl([make_item(3)], "other.jsonl")], index_root=tmp_path / "index")
        refused.append(str(fault.value))
        # 读的照常读，看见的是旧的。
        assert Catalogue(other).count() == 1

    bring(write_jsonl([make_item(2)]), progress=meanwhile)
    other.dispose()
    assert len(refused) == 1
    assert Catalogue(engine).count() == 2
    assert len(generations(tmp_path)) == 2
