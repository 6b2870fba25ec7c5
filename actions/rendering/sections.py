"""一个方面一段：从事项里取出这一面的各行文字。返回空表示目录没有写明。"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from actions.rendering.patterns import AGENT, AMOUNT, COMPARE, DAYS, DEADLINE, MOST_DAYS, REMEDY, VALID
from knowledge.model import Basis, Item, Limit, Material
from knowledge.words import say

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "overview": (
        "conditions",
        "statutory_limit",
        "promised_limit",
        "immediate",
        "fees",
        "materials",
        "result",
        "authority",
    ),
    "materials": ("materials",),
    "time_limit": ("statutory_limit", "promised_limit", "immediate", "conditions"),
    "conditions": ("conditions", "rules"),
    "fee": ("fees",),
    "place": ("places", "authority", "handling_scope"),
    "process": ("steps", "visits", "conditions", "places", "authority", "handling_scope"),
    "online": ("online",),
    "phone": ("phone", "places"),
    "office_hours": ("places",),
    "basis": ("basis",),
    "progress": ("online", "phone"),
    "appointment": ("online", "phone"),
    "agent": ("conditions", "steps", "result"),
    "amount": ("conditions", "steps", "fees", "result", "rules"),
    "validity": ("validity", "conditions", "steps", "result", "rules"),
    "record": ("online", "places"),
    "comparison": ("conditions", "steps", "result"),
    "remedy": ("conditions", "steps", "result"),
    "complaint": ("complaint",),
}
"""每个方面可能出自哪些字段；真正出自哪些，见 used_fields。"""


def section(item: Item, aspect: str) -> list[str]:
    """事项的这一面，一行一条，不带标题；没有则为空表。"""
    return _LINES[aspect](item)


def used_fields(item: Item, aspect: str) -> set[str]:
    """这一面的文字真正出自哪些字段：拿掉它，文字就变。"""
    lines = section(item, aspect)
    present = [field for field in FIELDS[aspect] if getattr(item, field) is not None]
    return {field for field in present if section(item.model_copy(update={field: None}), aspect) != lines}


def _overview(item: Item) -> list[str]:
    lines = _first_lines(item.conditions, 3)
    if item.materials:
        lines.append(say("part.material_count", count=len(item.materials)))
    lines += _limits(item, quiet=True) + _fee(item)
    lines += [say("part.result", result=item.result)] if item.result else []
    return lines + _authority(item)


def _materials(item: Item) -> list[str]:
    if item.materials is None:
        return []
    return [f"{place}. {_material(one)}" for place, one in enumerate(item.materials, 1)] or [say("part.no_materials")]


def _material(one: Material) -> str:
    details = [
        say("part.originals", originals=one.originals) if one.originals else "",
        say("part.copies", copies=one.copies) if one.copies else "",
        say("part.optional") if one.necessity == "非必要" else "",
        one.note or "",
    ]
    said = "，".join(detail for detail in details if detail)
    return one.name + (say("part.note", note=said) if said else "")


def _time_limit(item: Item) -> list[str]:
    """办理时限，和条件里写明的申请期限；没有写时限的，引条件里写到日子的那几句。"""
    limits = _limits(item)
    pattern = DEADLINE if limits else DAYS
    return limits + [line for line in _first_lines(item.conditions, 30) if pattern.search(line)][:MOST_DAYS]


def _limits(item: Item, quiet: bool = False) -> list[str]:
    if item.immediate:
        return [say("part.immediate")]
    pairs = (("statutory", item.statutory_limit), ("promised", item.promised_limit))
    if not any(limit for _, limit in pairs):
        return []
    lines = [_limit(kind, limit) for kind, limit in pairs]
    return [line for line, (_, limit) in zip(lines, pairs, strict=True) if limit] if quiet else lines


def _limit(kind: str, limit: Limit | None) -> str:
    if limit is None:
        return say(f"part.{kind}_absent")
    note = say("part.note", note=limit.note) if limit.note else ""
    return say(f"part.{kind}", value=f"{limit.value:.15g}", unit=limit.unit, note=note)


def _fee(item: Item) -> list[str]:
    if item.fees is None:
        return []
    return [_one_fee(one.name, one.standard, one.basis) for one in item.fees] or [say("part.free")]


def _one_fee(name: str, standard: str, basis: str | None) -> str:
    return say("part.fee", name=name, standard=standard, basis=say("part.fee_basis", basis=basis) if basis else "")


def _place(item: Item) -> list[str]:
    lines = [
        "，".join(word for word in (one.name, one.address, one.hours, one.phone) if word) for one in item.places or ()
    ]
    scope = [say("part.scope", scope=item.handling_scope)] if item.handling_scope else []
    return lines + _authority(item) + scope


def _authority(item: Item) -> list[str]:
    return [say("part.authority", authority=item.authority)] if item.authority else []


def _process(item: Item) -> list[str]:
    lines = []
    for place, step in enumerate(item.steps or (), 1):
        details = "，".join(word for word in (step.limit, step.note) if word)
        lines.append(f"{place}. {step.name}" + (f"：{details}" if details else ""))
    if not lines:
        return _without_steps(item)
    return lines + ([say("part.visits", visits=item.visits)] if item.visits is not None else [])


def _without_steps(item: Item) -> list[str]:
    """目录没有写步骤的，说明没有，再给出写明了的去处和条件。"""
    known = _first_lines(item.conditions, 4) + _place(item)
    return [say("part.no_steps"), *known] if known else []


def _online(item: Item) -> list[str]:
    if item.online is None:
        return []
    pairs = (("online", item.online.url), ("online_mobile", item.online.mobile_url))
    lines = [say(f"part.{key}", url=url) for key, url in pairs if url]
    return lines + ([say("part.depth", depth=item.online.depth)] if item.online.depth else [])


def _phone(item: Item) -> list[str]:
    lines = [say("part.phone", phone=item.phone)] if item.phone else []
    return lines + [f"{one.name}：{one.phone}" for one in item.places or () if one.phone]


def _office_hours(item: Item) -> list[str]:
    return [f"{one.name}：{one.hours}" for one in item.places or () if one.hours]


def _basis(item: Item) -> list[str]:
    return [law(one) for one in item.basis or ()]


def law(one: Basis) -> str:
    """“《失业保险条例》第十四条”。"""
    return _titled(one.name) + (one.article or "")


def _titled(name: str) -> str:
    return name if name.startswith("《") else f"《{name}》"


def _conditions(item: Item) -> list[str]:
    return _first_lines(item.conditions, 12) or [one.text for one in item.rules or () if one.needs is not None]


def _amount(item: Item) -> list[str]:
    """写到金额的各句，和各张表的各行。"""
    return [*_mentions(AMOUNT)(item), *_rows(item, "amount")]


def _rows(item: Item, aspect: str) -> list[str]:
    rows = [row for one in item.rules or () if one.about == aspect for row in one.rows or ()]
    return [say("eligibility.one_row", text=row.text, gives=row.gives) for row in rows]


def _mentions(pattern: re.Pattern[str]) -> Callable[[Item], list[str]]:
    """没有专门字段的方面：只引办理条件、流程和结果里写到它的那些句子，不作推断。"""

    def lines(item: Item) -> list[str]:
        steps = [f"{step.name}：{step.note}" for step in item.steps or () if step.note]
        fees = [f"{fee.name}：{fee.standard}" for fee in item.fees or ()] if pattern is AMOUNT else []
        texts = [*_first_lines(item.conditions, 30), *steps, *fees, *([item.result] if item.result else [])]
        return [text for text in texts if pattern.search(text)]

    return lines


def _validity(item: Item) -> list[str]:
    return [*([item.validity] if item.validity else _mentions(VALID)(item)), *_rows(item, "validity")]


def _progress(item: Item) -> list[str]:
    return _online(item) + ([say("part.phone", phone=item.phone)] if item.phone else [])


def _record(item: Item) -> list[str]:
    return _online(item) if "查询" in item.name else []


def _complaint(item: Item) -> list[str]:
    if not item.complaint:
        return []
    return [say("part.complaint", phone=item.complaint), say("part.general_complaint")]


def _first_lines(text: str | None, most: int) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()][:most]


_LINES: Final[dict[str, Callable[[Item], list[str]]]] = {
    "overview": _overview,
    "materials": _materials,
    "time_limit": _time_limit,
    "conditions": _conditions,
    "fee": _fee,
    "place": _place,
    "process": _process,
    "online": _online,
    "phone": _phone,
    "office_hours": _office_hours,
    "basis": _basis,
    "progress": _progress,
    "appointment": _progress,
    "agent": _mentions(AGENT),
    "amount": _amount,
    "validity": _validity,
    "record": _record,
    "comparison": _mentions(COMPARE),
    "remedy": _mentions(REMEDY),
    "complaint": _complaint,
}
