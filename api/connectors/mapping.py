"""答复怎样读：照路取值，代码换成字，结果认成四种之一。取不到、认不出的，说是哪一样，绝不猜。"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from api.cleaning import tidy
from api.connectors.port import Failure, Told
from api.privacy import OFFICE, mask
from knowledge.connectors import FIELDS, NEEDED, Operation, SlotsOperation

_LONGEST: Final = 200
_ID_LONGEST: Final = 64
_MOST_ROWS: Final = 200
_MISSING: Final = object()
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_CLOCK: Final = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def read(name: str, operation: Operation, status: int, body: Any) -> Told:
    """一份答复 → 结果。status 是状态码，body 是读好的 JSON。"""
    known = operation.result.statuses.get(status)
    if known is not None:
        return Told(known, status=status)
    if not 200 <= status < 300:
        return Told("unreachable", status=status, failure="bad_status")
    result = operation.result
    if result.path is not None:
        value = _text(at(body, result.path))
        if value in result.not_found:
            return Told("not_found", status=status)
        if value in result.refused:
            return Told("refused", status=status)
        if value not in result.found:
            return Told("unreachable", status=status, failure="unknown_code" if value else "bad_shape")
    if isinstance(operation, SlotsOperation):
        return _slots(operation, status, body)
    return _fields(name, operation, status, body)


def _fields(name: str, operation: Operation, status: int, body: Any) -> Told:
    found, unknown = _values(operation, body, FIELDS[name])
    lacking = [one for one in NEEDED[name] if one not in found]
    if lacking:
        failure: Failure = "unknown_code" if lacking[0] in unknown else "bad_shape"
        return Told("unreachable", status=status, failure=failure)
    return Told(
        "found", {key: value if key == "booking" else shown(value) for key, value in found.items()}, status=status
    )


def _slots(operation: SlotsOperation, status: int, body: Any) -> Told:
    rows = at(body, operation.rows)
    if not isinstance(rows, list):
        return Told("unreachable", status=status, failure="bad_shape")
    read_rows = [_slot(_values(operation, row, FIELDS["slots"])[0]) for row in rows[:_MOST_ROWS]]
    if any(one is None for one in read_rows):
        return Told("unreachable", status=status, failure="bad_shape")
    free = [one for one in read_rows if one and one.get("left") != "0"]
    free.sort(key=lambda one: (one.get("day", ""), one["begin"]))
    return Told("found" if free else "not_found", slots=tuple(free), status=status)


def _slot(row: Mapping[str, str]) -> dict[str, str] | None:
    """一行空的时间：时刻写成 09:00，日子写成 2026-11-25；缺了、写得不对的，None。"""
    if "id" not in row or "begin" not in row or len(row["id"]) > _ID_LONGEST:
        return None
    moment = _MOMENT.fullmatch(row["begin"])
    until = _MOMENT.fullmatch(row.get("end", ""))
    day = row.get("day") or (moment[1] if moment else "")
    begin = moment[2] if moment else row["begin"][:5]
    end = until[2] if until else row.get("end", "")[:5]
    if not _CLOCK.fullmatch(begin) or (end and not _CLOCK.fullmatch(end)) or (day and not _is_day(day[:10])):
        return None
    left = row.get("left", "")
    told = {"id": row["id"], "day": day[:10], "begin": begin, "end": end, "place": shown(row.get("place", ""))}
    return {key: value for key, value in (told | {"left": left if left.isdecimal() else ""}).items() if value}


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _values(operation: Operation, body: Any, names: tuple[str, ...]) -> tuple[dict[str, str], set[str]]:
    """(读到的项, 有值而代码表里没有的项)。"""
    found, unknown = {}, set()
    for name in names:
        value = _text(at(body, operation.fields[name])) if name in operation.fields else ""
        codes = operation.codes.get(name)
        if value and codes is not None:
            if value not in codes:
                unknown.add(name)
            value = codes.get(value, "")
        if value:
            found[name] = value
    return found, unknown


def at(body: Any, path: str) -> Any:
    """照路取：a.b.0.c；路断了是没有。"""
    for step in path.split("."):
        if isinstance(body, Mapping):
            body = body.get(step, _MISSING)
        elif isinstance(body, list) and step.isdecimal() and int(step) < len(body):
            body = body[int(step)]
        else:
            return _MISSING
    return body


def _text(value: Any) -> str:
    """写成文字；没有的、还套着东西的，空。"""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | str):
        return tidy(str(value))[:_LONGEST]
    return ""


def shown(text: str) -> str:
    """给人看的：时刻只到分钟，别处来的个人信息照样遮住（办事部门的座机留着）。"""
    moment = _MOMENT.fullmatch(text)
    return f"{moment[1]} {moment[2]}" if moment else mask(text, OFFICE)
