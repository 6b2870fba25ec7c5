"""换代：只换有改动的基本目录，上一代原封不动；改得多了、写法变了就整份重建。"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from knowledge.search import open_search

Row = dict[str, Any]
NAMES = (
    "居民身份证补领", "居民身份证换领", "普通护照首次申请", "居住证申领", "老年优待证申领", "电动自行车登记",
    "内地居民结婚登记", "内地居民离婚登记", "渔业捕捞许可证核发", "有限责任公司设立登记", "出生登记", "失业登记",
)  # fmt: skip


def everything(make_row: Callable[..., Row]) -> list[Row]:
    return [make_row(number, name) for number, name in enumerate(NAMES, start=1)]


def fingerprint(directory: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(directory.iterdir())}


def first(shelf: Any, text: str) -> str | None:
    hits = shelf.search.find(text).hits
    return hits[0].name if hits else None


def segments(directory: Path) -> set[str]:
    return {file.name for file in directory.glob("*.store")}


def test_a_changed_name_is_found_at_once_and_the_old_generation_stays(shelf: Any, make_row: Callable[..., Row]) -> None:
    old = shelf.folder / "index" / shelf.bring(everything(make_row)).generation
    assert first(shelf, "失业登记") == "失业登记"
    before = fingerprint(old)
    new = shelf.folder / "index" / shelf.bring([make_row(12, "古树名木认养登记")]).generation
    assert first(shelf, "认养古树名木") == "古树名木认养登记"
    assert first(shelf, "失业登记") != "失业登记"
    assert first(shelf, "普通护照首次申请") == "普通护照首次申请"
    assert fingerprint(old) == before
    # 没有动的那一段是同一个文件。
    assert segments(old) < segments(new)


def test_a_change_that_search_does_not_see_writes_no_segment(shelf: Any, make_row: Callable[..., Row]) -> None:
    old = shelf.bring(everything(make_row)).generation
    new = shelf.bring([make_row(12, "失业登记", phone="12345", authority="人社局")]).generation
    assert new != old
    assert segments(shelf.folder / "index" / new) == segments(shelf.folder / "index" / old)
    assert shelf.search.find("失业登记").hits[0].authority == "人社局"


def test_what_ended_is_gone_and_what_came_back_is_found(shelf: Any, make_row: Callable[..., Row]) -> None:
    shelf.bring(everything(make_row))
    shelf.bring(everything(make_row)[:-1], replace=True)
    assert first(shelf, "失业登记") != "失业登记"
    shelf.bring([make_row(12, "失业登记")])
    assert first(shelf, "失业登记") == "失业登记"


def test_a_step_by_step_index_finds_what_a_fresh_one_finds(shelf: Any, make_row: Callable[..., Row]) -> None:
    rows = everything(make_row)
    shelf.bring(rows)
    for number in range(1, 13):
        shelf.bring([make_row(number, NAMES[number - 1], aliases=[f"别名{number}"], conditions=f"条件{number}")])
    asked = [*NAMES, "别名3", "身份证丢了"]
    stepwise = [[hit.code for hit in shelf.search.find(text).hits[:1]] for text in asked]
    fresh = [[hit.code for hit in found_fresh(shelf, text)[:1]] for text in asked]
    assert stepwise == fresh


def found_fresh(shelf: Any, text: str) -> list[Any]:
    from knowledge.importing import renew_index

    if not hasattr(shelf, "fresh"):
        renew_index(shelf.engine, shelf.folder / "index")
        shelf.fresh = open_search(shelf.engine, shelf.folder / "index")
    hits: list[Any] = shelf.fresh.find(text).hits
    return hits


def test_many_changes_or_another_form_make_it_anew(shelf: Any, make_row: Callable[..., Row]) -> None:
    root = shelf.folder / "index"
    old = root / shelf.bring(everything(make_row)).generation
    many = root / shelf.bring([make_row(number, f"新事项{number}") for number in range(1, 5)]).generation
    assert segments(many).isdisjoint(segments(old))
    (many / "form").write_text("别的写法")
    other = root / shelf.bring([make_row(12, "失业登记", aliases=["失业证"])]).generation
    assert segments(other).isdisjoint(segments(many))
    assert first(shelf, "失业证") == "失业登记"
