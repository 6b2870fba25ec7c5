"""一份交付的样子：分成几张表，终端与网页合用。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.cli.ends import console
from knowledge.importing.profile import Profile

SHOWN: Final = 15


@dataclass(frozen=True, slots=True)
class Table:
    """一张表。`note` 说明这一张看什么；`rows` 是文字，`total` 是全部的条数。"""

    id: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    total: int


def verdict(profile: Profile) -> str:
    """一句话的结论。"""
    return f"读 {profile.read} 行，可以入库 {profile.accepted} 行，退回 {len(profile.rejects)} 行；什么都没有写。"


def tables(profile: Profile, most: int) -> Iterator[Table]:
    """各张表，每张至多 `most` 行（填写率全给）。"""

    def table(id: str, title: str, note: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
        return Table(id, title, note, heads, rows[:most], len(rows))

    rates = [(name, str(count), f"{rate:.1%}") for name, count, rate in profile.fill_rates()]
    yield Table("fill", "填写率", "可以入库的行里，各字段有内容的有多少", ("字段", "行数", "比例"), rates, len(rates))
    outside = [(name, value, str(count)) for (name, value), count in profile.outside]
    yield table("outside", "代码表之外的值", "请核对，或在映射的代码表里补上", ("字段", "值", "行数"), outside)
    faults = [(name or "整行", reason, str(count)) for (name, reason), count in profile.faults]
    yield table("faults", "其余退回的原因", "这些行不会入库", ("字段", "原因", "行数"), faults)
    repeated = [(one.value, one.place) for one in profile.duplicates]
    yield table("duplicates", "重复的编码", "同一编码只收第一行", ("编码", "位置"), repeated)
    same = [(name, str(count)) for name, count in profile.same_names]
    yield table("names", "同名的事项", "多半是各地、各部门的同一事项，也可能是重复", ("名称", "行数"), same)
    links = [(code, url, fault) for code, url, fault in profile.dead_links]
    yield Table(
        "links",
        "写法上打不开的网址",
        "没有去连，只看写法",
        ("编码", "网址", "毛病"),
        links[:most],
        profile.dead_link_count,
    )
    kinds = [(name, value, str(count)) for name, kind in profile.kinds.items() for value, count in kind.most_common()]
    yield table("kinds", "各类的行数", "看代码换得对不对", ("字段", "值", "行数"), kinds)
    longest = [(name, str(length), code) for name, length, code in profile.lengths()]
    yield table("longest", "最长的值", "长得离谱的多半是串了列或整部法规", ("字段", "字数", "编码"), longest)
    notes = [(note,) for note in profile.notes]
    yield table("notes", "说明", "不算错误", ("说明",), notes)


def show_profile(profile: Profile) -> None:
    """印在终端。"""
    console.print(verdict(profile))
    for table in tables(profile, SHOWN):
        if not table.rows:
            continue
        console.print(f"{table.title}（{table.total}）：{table.note}")
        for row in table.rows:
            console.print("  " + "  ".join(row), markup=False)
        if table.total > len(table.rows):
            console.print(f"  ……另有 {table.total - len(table.rows)} 条，用 --json 或 --report 看全部")


def for_machines(profile: Profile) -> dict[str, Any]:
    """给机器看的。"""
    return {
        "read": profile.read,
        "accepted": profile.accepted,
        "rejected": len(profile.rejects),
        "fill": {name: {"rows": count, "rate": round(rate, 4)} for name, count, rate in profile.fill_rates()},
        "outside": [{"field": name, "value": value, "rows": rows} for (name, value), rows in profile.outside],
        "faults": [{"field": name, "reason": reason, "rows": rows} for (name, reason), rows in profile.faults],
        "duplicates": [{"code": one.value, "place": one.place} for one in profile.duplicates],
        "same_names": [{"name": name, "rows": rows} for name, rows in profile.same_names],
        "dead_links": [{"code": code, "url": url, "fault": fault} for code, url, fault in profile.dead_links],
        "kinds": {name: dict(kind.most_common()) for name, kind in profile.kinds.items()},
        "longest": [{"field": name, "length": length, "code": code} for name, length, code in profile.lengths()],
        "notes": profile.notes,
    }
