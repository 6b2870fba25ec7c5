"""答复怎样读：照路取值，代码换成字；缺的、没见过的，不猜。"""

from __future__ import annotations

from typing import Any

import pytest

from api.connectors.mapping import at, read, shown
from knowledge.connectors import Operation, SlotsOperation

BODY = {"a": {"b": [{"c": 1}, {"c": None}]}, "flag": True}


@pytest.mark.parametrize(
    ("path", "value"), [("a.b.0.c", 1), ("a.b.1.c", None), ("flag", True), ("a.b", [{"c": 1}, {"c": None}])]
)
def test_paths_lead_to_values(path: str, value: Any) -> None:
    assert at(BODY, path) == value


@pytest.mark.parametrize("path", ["x", "a.x", "a.b.2.c", "a.b.-1", "flag.x", "a.b.x"])
def test_a_broken_path_leads_nowhere(path: str) -> None:
    told = read("progress", operation(fields={"state": path}), 200, BODY)
    assert (told.outcome, told.failure) == ("unreachable", "bad_shape")


def operation(**fields: Any) -> Operation:
    about = {"address": "https://a.cn/{number}", "fields": {"state": "s", "step": "t"}}
    return Operation.model_validate(about | fields)


def slots(**fields: Any) -> SlotsOperation:
    about = {"address": "https://a.cn", "rows": "rows", "fields": {"id": "id", "begin": "b", "day": "d", "left": "n"}}
    return SlotsOperation.model_validate(about | fields)


@pytest.mark.parametrize(
    ("body", "outcome", "failure"),
    [
        ({"code": 0, "s": "1"}, "found", None),
        ({"code": "0", "s": "1"}, "found", None),
        ({"code": 4, "s": "1"}, "not_found", None),
        ({"code": False, "s": "1"}, "refused", None),
        ({"code": 9, "s": "1"}, "unreachable", "unknown_code"),
        ({"s": "1"}, "unreachable", "bad_shape"),
        ({"code": 0, "s": "3"}, "unreachable", "unknown_code"),
        ({"code": 0}, "unreachable", "bad_shape"),
        ({"code": 0, "s": {"x": 1}}, "unreachable", "bad_shape"),
        ([], "unreachable", "bad_shape"),
        (None, "unreachable", "bad_shape"),
    ],
)
def test_the_outcome_is_named(body: Any, outcome: str, failure: str | None) -> None:
    result = {"path": "code", "found": ["0"], "not_found": ["4"], "refused": ["false"]}
    told = read("progress", operation(result=result, codes={"state": {"1": "收件"}}), 200, body)
    assert (told.outcome, told.failure) == (outcome, failure)
    assert dict(told.fields) == ({"state": "收件"} if outcome == "found" else {})


def test_an_unknown_code_of_a_lesser_field_is_left_out() -> None:
    told = read("progress", operation(codes={"step": {"1": "审查"}}), 200, {"s": "在办", "t": "77"})
    assert dict(told.fields) == {"state": "在办"}


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "found"), (404, "not_found"), (403, "unreachable"), (500, "unreachable"), (204, "found")],
)
def test_statuses(status: int, outcome: str) -> None:
    assert read("progress", operation(), status, {"s": "在办"}).outcome == outcome


ROW = {"id": "1", "b": "09:00", "d": "2026-11-25"}


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        ([ROW], "found"),
        ([], "not_found"),
        ([ROW | {"n": 0}], "not_found"),
        ([ROW | {"b": "2026-11-25T09:00:00+08:00", "d": None}], "found"),
        ([ROW | {"b": "九点"}], "unreachable"),
        ([ROW | {"b": "25:00"}], "unreachable"),
        ([ROW | {"d": "2026-02-30"}], "unreachable"),
        ([ROW | {"id": "x" * 65}], "unreachable"),
        ([{"b": "09:00"}], "unreachable"),
        (["x"], "unreachable"),
        ({"a": 1}, "unreachable"),
        (None, "unreachable"),
    ],
)
def test_slots_are_read_strictly(rows: Any, outcome: str) -> None:
    told = read("slots", slots(), 200, {"rows": rows})
    assert told.outcome == outcome
    assert all(one["begin"] == "09:00" and one["day"] == "2026-11-25" for one in told.slots)


def test_slots_come_in_order_of_time() -> None:
    rows = [ROW | {"id": "2", "b": "14:00"}, ROW, ROW | {"id": "3", "d": "2026-11-24", "b": "16:00"}]
    told = read("slots", slots(), 200, {"rows": rows})
    assert [one["id"] for one in told.slots] == ["3", "1", "2"]


def test_what_comes_from_outside_is_cleaned_and_masked() -> None:
    told = read("progress", operation(), 200, {"s": "在\u202e办\n了", "t": "电话13800138000" + "长" * 500})
    assert told.fields["state"] == "在办 了"
    assert told.fields["step"].startswith("电话【手机号】")
    assert len(told.fields["step"]) <= 210


@pytest.mark.parametrize(
    ("given", "written"),
    [("2026-11-23T09:30:12+08:00", "2026-11-23 09:30"), ("2026-11-23 09:30", "2026-11-23 09:30"), ("昨天", "昨天")],
)
def test_moments_are_written_to_the_minute(given: str, written: str) -> None:
    assert shown(given) == written
