"""检索测试共用：一份十几个事项的小目录，和装好的起始目录；都是真的数据库与真的索引。"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from knowledge.importing import ImportReport, load
from knowledge.search import Search, open_search
from knowledge.storage.engine import open_engine
from knowledge.storage.migrate import upgrade_catalogue

ROOT = Path(__file__).resolve().parents[3]
Row = dict[str, Any]


def row(number: int, name: str, region: str = "000000", **fields: object) -> Row:
    """第 number 个基本目录在 region 的事项。"""
    entry = f"{number:012d}"
    return {
        "code": f"{'0' * 11}{region}01{entry}",
        "entry_code": entry,
        "name": name,
        "sides": ["个人"],
        "region": region,
        "source": {"name": "示例", "checked_on": "2026-11-23"},
    } | fields


SMALL: list[Row] = [
    row(1, "居民身份证补领", aliases=["身份证丢失补领", "补办身份证"], categories=["个人/证件办理"]),
    row(1, "居民身份证补领", "440100", aliases=["广州补办身份证"], categories=["个人/证件办理"]),
    row(2, "居民身份证换领", aliases=["身份证到期换证"], categories=["个人/证件办理"]),
    row(3, "普通护照首次申请", aliases=["办护照"], categories=["个人/出境入境"]),
    row(4, "居住证申领", "440000", aliases=["居住证办理"], categories=["个人/证件办理"]),
    row(4, "居住证申领", "440106", categories=["个人/证件办理"]),
    row(5, "老年优待证申领", "310000", aliases=["老年证"], questions=["老人免费坐车的卡怎么办"]),
    row(6, "电动自行车登记", aliases=["电动车上牌"], valid_from="2020-01-01", valid_until="2021-12-31"),
    row(7, "内地居民结婚登记", aliases=["领结婚证"], categories=["个人/婚姻登记"]),
    row(8, "内地居民离婚登记", aliases=["协议离婚"], categories=["个人/婚姻登记"]),
    row(9, "渔业捕捞许可证核发", aliases=["捕鱼证"], sides=["个人"]),
    row(10, "渔业捕捞许可证核发", aliases=["捕鱼证"], sides=["个人"]),
    row(11, "有限责任公司设立登记", aliases=["注册公司"], sides=["法人"], categories=["法人/设立变更"]),
]


class Shelf:
    """一份目录：可以再交货，检索一直开着。"""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.folder = folder
        self.search: Search = open_search(engine, folder / "index")

    def bring(self, rows: list[Row], **options: Any) -> ImportReport:
        """导入这些事项；不该有退回的。"""
        path = self.folder / "items.jsonl"
        path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), encoding="utf-8")
        report = load(self.engine, [path], index_root=self.folder / "index", **options)
        assert report.rejects.rows == []
        return report


@pytest.fixture
def make_row() -> Callable[..., Row]:
    return row


@pytest.fixture
def shelf(engine: Engine, tmp_path: Path) -> Shelf:
    """建好了表、还没有导入过的目录。"""
    upgrade_catalogue(engine)
    return Shelf(engine, tmp_path)


@pytest.fixture(scope="session")
def small(new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """小目录，只读。"""
    folder = tmp_path_factory.mktemp("small")
    engine = open_engine(new_database())
    shelf = Shelf(engine, folder)
    shelf.bring(SMALL)
    yield shelf
    engine.dispose()


@pytest.fixture(scope="session")
def starter(new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    """装好起始目录的检索。"""
    folder = tmp_path_factory.mktemp("starter")
    engine = open_engine(new_database())
    load(engine, [ROOT / "knowledge" / "starter"], index_root=folder / "index")
    yield open_search(engine, folder / "index")
    engine.dispose()
