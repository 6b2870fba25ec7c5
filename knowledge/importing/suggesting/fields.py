"""主表的各列 → 本项目的各字段。"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from knowledge.importing.suggesting.names import child_kind, known, matched
from knowledge.importing.suggesting.sampling import Column, Table
from knowledge.importing.suggesting.values import Draft, Values, is_address, is_region

_PLAIN: Final = ("name", "short_name", "authority", "phone", "complaint", "result", "validity")
_CREDIT_REGION: Final = (2, 8)
_BASIC: Final = (19, 31)
# “社会保障（社会保险、社会救助）”括号里的顿号不分开主题。
_OUTSIDE_BRACKETS: Final = "[；;、，,|](?![^（(]*[）)])"
_COUNTS: Final = ("originals", "copies")
_CODED: Final = ("type", "form", "necessity", "channel")


def item_fields(table: Table, values: Values) -> tuple[Draft, Draft | None, set[str]]:
    """主表的 fields 与 themes，以及用到的列。"""
    filled = {name: column for name, column in table.columns.items() if column.filled}
    nested = {name: column for name, column in filled.items() if column.inner}
    flat = [name for name in (filled or table.columns) if name not in nested]
    found = {field: [table.columns[name] for name in names] for field, names in matched(flat, known()["item"]).items()}
    fields = _identity(found, values) | _simple(found, values) | _objects(found, values) | _lists(found, values)
    for name, column in nested.items():
        fields |= _nested(name, column, values)
    themes = _themes(found["themes"], values) if "themes" in found else None
    used = {column.name for columns in found.values() for column in columns}
    return fields, themes, used | {name for name in nested if any(_reads(rule, name) for rule in fields.values())}


def _reads(rule: object, column: str) -> bool:
    return isinstance(rule, dict) and rule.get("from") == column


def _identity(found: Mapping[str, list[Column]], values: Values) -> Draft:
    fields: Draft = {}
    code = found.get("code")
    if code:
        fields["code"] = values.text(code)
    names = [column.name for column in code or []]
    if "entry_code" in found:
        fields["entry_code"] = values.text(found["entry_code"])
    elif names:
        fields["entry_code"] = {"from": names, "take": "part", "start": _BASIC[0], "end": _BASIC[1]}
        values.remarks.append("没有基本编码一列，取自实施编码的第 20 到 31 位")
    for column in sorted(found.get("region", []), key=lambda one: -one.share(is_region)):
        fields.setdefault("region", values.region(column))
    if "region" not in fields and names:
        fields["region"] = {"from": names, "take": "part", "start": _CREDIT_REGION[0], "end": _CREDIT_REGION[1]}
        values.remarks.append("没有区划一列，取自实施编码里信用代码的第 3 到 8 位")
    return fields


def _simple(found: Mapping[str, list[Column]], values: Values) -> Draft:
    fields: Draft = {field: values.text(found[field]) for field in _PLAIN if field in found}
    makers: dict[str, Callable[[Column], Any]] = {
        "handling_scope": lambda column: values.code(column, "handling_scope"),
        "status": values.status,
        "sides": values.sides,
        "immediate": values.immediate,
        "visits": values.number,
        "conditions": values.long,
        "valid_from": values.date,
        "valid_until": values.date,
        "basis": lambda column: {"from": column.name, "take": "basis"},
    }
    fields |= {field: make(found[field][0]) for field, make in makers.items() if field in found}
    if "item_type" in found:
        worded = min(found["item_type"], key=lambda one: one.share(str.isdecimal))
        fields["item_type"] = values.code(worded, "item_type")
    for field in ("statutory_limit", "promised_limit"):
        if field in found:
            beside = {part: found[f"{field}.{part}"][0] for part in ("unit", "note") if f"{field}.{part}" in found}
            fields[field] = values.limit(found[field][0], beside.get("unit"), beside.get("note"))
    return fields


def _objects(found: Mapping[str, list[Column]], values: Values) -> Draft:
    fields: Draft = {}
    online: Draft = {part: found[f"online.{part}"][0] for part in ("url", "mobile_url") if f"online.{part}" in found}
    online = {part: values.url(column) for part, column in online.items() if column.share(is_address)}
    if "online.depth" in found:
        online["depth"] = values.code(found["online.depth"][0], "online.depth")
    if online:
        fields["online"] = {"take": "object", "fields": online}
    parts = {part: found[f"places.{part}"][0] for part in ("name", "address", "hours") if f"places.{part}" in found}
    if parts:
        none = [word for word in known()["no_window"] if "address" in parts and word in parts["address"].seen]
        place: Draft = {part: column.name for part, column in parts.items()}
        if none and set(parts) == {"address"}:
            fields["places"] = {"from": parts["address"].name, "take": "places", "none": none}
        else:
            place["name"] = {
                "from": parts["name"].name if "name" in parts else parts[next(iter(parts))].name,
                "take": "text",
                **({} if "name" in parts else {"find": "(?!)"}),
                "default": "办理地点",
            }
            fields["places"] = {"take": "object", "many": True, "fields": place}
    return fields


def _lists(found: Mapping[str, list[Column]], values: Values) -> Draft:
    fields: Draft = {}
    names = [column.name for field in ("name", "short_name") for column in found.get(field, [])[:1]]
    if "aliases" in found:
        fields["aliases"] = values.words(found["aliases"], names)
    if "questions" in found:
        by = values.separator(found["questions"][0], r"\n；;|")
        fields["questions"] = {"from": found["questions"][0].name, "take": "list", **({"by": by} if by else {})}
    for field in ("materials", "steps"):
        if field in found:
            fields[field] = values.names(found[field][0])
    fees = [column for part in ("is", "standard") for column in found.get(f"fees.{part}", [])[:1]]
    if fees:
        fields["fees"] = {
            "from": [column.name for column in fees],
            "take": "fees",
            "none": known()["free"],
            "absent": known()["charged"],
        }
    return fields


def _nested(name: str, column: Column, values: Values) -> Draft:
    kind = child_kind(column.inner)
    if kind is None or kind[0] == "questions":
        return {}
    return {kind[0]: {"from": name, "take": "rows", "fields": part_fields(kind[1], column.inner, values)}}


def part_fields(found: Mapping[str, list[str]], columns: Mapping[str, Column], values: Values) -> Draft:
    """子表的各列 → 材料、收费……里的各字段。"""
    fields: Draft = {}
    for field, names in found.items():
        column = columns[names[0]]
        if field in _COUNTS:
            fields[field] = values.number(column)
        elif field in _CODED:
            fields[field] = values.code(column, field)
        else:
            fields[field] = column.name
    return fields


def _themes(columns: list[Column], values: Values) -> Draft:
    by = _OUTSIDE_BRACKETS if any(column.share(_is_several) for column in columns) else None
    cells = [word for column in columns for word in column.seen]
    seen = {piece.strip() for word in cells for piece in (re.split(by, word) if by else [word])}
    draft: Draft = {"from": [column.name for column in columns]}
    draft |= {"by": by} if by else {}
    draft |= {"absent": sorted(values.absent)} if values.absent else {}
    names = {theme: keys for theme, keys in known()["theme_names"].items() if theme in seen}
    draft |= {"names": names} if names else {}
    for axis in ("populations", "life_events"):
        words = [one for one in known()[axis] if one in seen]
        draft |= {axis: words} if words else {}
    return draft


def _is_several(word: str) -> bool:
    return re.search(_OUTSIDE_BRACKETS, word) is not None
