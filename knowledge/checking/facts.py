"""事实有没有出处、核对得够不够近、依据还在不在。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from sqlalchemy import Engine, select

from knowledge.freshness import months_before, oldest_check
from knowledge.laws import Repealed, ended_law
from knowledge.model import FACT_FIELDS, Item, Source
from knowledge.storage.schema import items

STALE_MONTHS: Final = 12
_FETCH: Final = 500
_NAMELESS: Final = re.compile(
    r"\W*(?:无|未知|不详|不明|暂无|待补|其他|网络|互联网|测试|来源|null|none|unknown|todo|n/?a)?\W*", re.IGNORECASE
)


def problems_of_facts(engine: Engine, today: date) -> Iterator[str]:
    """没有出处的事实、已经废止的依据。"""
    for item in current_items(engine):
        yield from faults_of(item, today)


def notes_of_facts(engine: Engine, today: date, months: int = STALE_MONTHS) -> Iterator[str]:
    """核对日期太旧的来源、说是交给各地规定却写着值的字段。"""
    for item in current_items(engine):
        yield from _remarks_on(item, today, months)


def stale_items(engine: Engine, today: date, months: int) -> Iterator[tuple[Item, date]]:
    """超过 `months` 个月没有核对的事项与它最旧的核对日期，旧的在前。"""
    since = months_before(today, months)
    found = ((item, oldest_check(item)) for item in current_items(engine))
    yield from sorted((one for one in found if one[1] < since), key=lambda one: (one[1], one[0].code))


def faults_of(item: Item, today: date) -> Iterator[str]:
    """一个事项要改的。"""
    title = f"事项 {item.code}（{item.name}）"
    bare = sorted(_unsourced(item))
    if bare:
        yield f"{title}的 {'、'.join(bare)} 没有出处：来源没有写明名称，或者既没有地址也没有依据。"
    for law in _ended(item, today):
        yield (
            f"{title}引的《{law.name}》已于 {law.ended_on} 废止，由《{law.by}》代替（{law.url}）；"
            "请按现行的法核对这个事项。"
        )


def _ended(item: Item, today: date) -> list[Repealed]:
    """依据、收费依据与来源里引到的，已经废止的法。"""
    cited = [one.name for one in item.basis or ()]
    cited += [fee.basis for fee in item.fees or () if fee.basis]
    cited += [rule.basis.name for rule in item.rules or ()]
    cited += [one.name for one in (item.source, *item.sources)]
    found = (ended_law(name, today) for name in cited)
    return list(dict.fromkeys(one for one in found if one is not None))


def _unsourced(item: Item) -> set[str]:
    """有值而没有出处的字段：主来源与专门支持它的来源都说不清是哪里。"""
    stated = {field for field in FACT_FIELDS if getattr(item, field) is not None}
    if _can_be_traced(item.source, item):
        return set()
    supported = {field for one in item.sources if _can_be_traced(one, item) for field in one.fields}
    return stated - supported


def _can_be_traced(source: Source, item: Item) -> bool:
    return _NAMELESS.fullmatch(source.name) is None and bool(source.url or item.basis)


def _remarks_on(item: Item, today: date, months: int) -> Iterator[str]:
    oldest = oldest_check(item)
    if oldest < months_before(today, months):
        yield f"事项 {item.code}（{item.name}）核对于 {oldest}，已超过 {months} 个月；请重新核对。"
    both = [field for field in item.left_to_regions if getattr(item, field) not in (None, [])]
    if both:
        yield f"事项 {item.code}（{item.name}）说 {'、'.join(both)} 由各地规定，却又写着值；请看是不是该去掉一样。"


def current_items(engine: Engine) -> Iterator[Item]:
    """现有的事项，一批批地读。"""
    query = select(items.c.doc).where(items.c.ended_on.is_(None)).order_by(items.c.position)
    with engine.connect() as connection, connection.execute(query.execution_options(yield_per=_FETCH)) as rows:
        docs: Iterable[str] = rows.scalars()
        for doc in docs:
            yield Item.model_validate_json(doc)
