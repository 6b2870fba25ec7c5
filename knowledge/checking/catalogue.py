"""类目、目录、索引是否一致。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Engine, select

from knowledge.catalogue import Catalogue
from knowledge.model import Item
from knowledge.storage.schema import items
from knowledge.taxonomy.categories import CATEGORIES

_PERSONAL, _LEGAL = 31, 34


def problems_of_catalogue(engine: Engine, index_root: Path) -> Iterator[str]:
    """类目数目、目录是否为空、索引在不在、每个事项是否合本项目格式、有没有来源支持的字段写错。"""
    for side, wanted in (("个人", _PERSONAL), ("法人", _LEGAL)):
        count = sum(one.side == side for one in CATEGORIES)
        if count != wanted:
            yield f"{side}类目应有 {wanted} 个，现有 {count} 个。"
    catalogue = Catalogue(engine)
    generation = catalogue.generation()
    if not generation:
        yield "目录还是空的，请用 banshi import 导入。"
        return
    if not (index_root / generation).is_dir():
        yield f"检索索引 {generation} 不在 {index_root}，请用 banshi reindex 重建。"
    yield from _problems_of_items(engine)


def _problems_of_items(engine: Engine) -> Iterator[str]:
    query = select(items.c.code, items.c.doc).where(items.c.ended_on.is_(None))
    with engine.connect() as connection:
        for code, doc in connection.execute(query):
            try:
                item = Item.model_validate_json(doc)
            except ValidationError as error:
                yield f"事项 {code} 不合本项目格式：{error.errors()[0]['msg']}"
                continue
            unknown = {name for one in item.sources for name in one.fields} - set(Item.model_fields)
            if unknown:
                yield f"事项 {code} 的来源写了不存在的字段：{'、'.join(sorted(unknown))}。"
