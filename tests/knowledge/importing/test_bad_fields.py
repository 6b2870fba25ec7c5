"""每个字段放进每一种错的东西：要么退回并说出字段，要么本来就可以；从不出别的错，也不会悄悄改掉。"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.importing import ImportReport
from knowledge.model import Item

MakeItem = Callable[..., dict[str, Any]]
Bring = Callable[..., ImportReport]
WriteJsonl = Callable[..., Path]

WRONG: Final[dict[str, Any]] = {
    "整数": 7,
    "小数": 1.5,
    "真假": True,
    "文字": "乱写的字",
    "空文字": "",
    "列表": ["乱写的字"],
    "列表里是数": [7],
    "列表里是空": [None],
    "列表的列表": [["甲"]],
    "对象": {"乱写": 1},
    "对象的列表": [{"乱写": 1}],
    "五千字": "长" * 5_000,
    "五千字的列表": ["长" * 5_000],
    "很深": [[[[[[[["甲"]]]]]]]],
}
TEXT: Final = {"authority", "conditions", "phone", "complaint", "result", "handling_scope", "validity", "item_type"}
FINE: Final = (
    {(field, kind) for field in TEXT for kind in ("文字", "空文字", "五千字")}
    | {(field, "文字") for field in ("name", "short_name")}
    | {(field, "列表") for field in ("aliases", "populations", "life_events", "questions")}
    | {("visits", "整数"), ("immediate", "真假")}
)
"""放进去也合格的。"""


@pytest.mark.parametrize("field", list(Item.model_fields))
def test_each_wrong_value_in_each_field_is_rejected_and_named(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring, field: str
) -> None:
    rows = [make_item(number, **{field: value}) for number, value in enumerate(WRONG.values(), 1)]
    report = bring(write_jsonl(rows))
    refused = {one.line: one for one in report.rejects.rows}
    fine = {place for place, kind in enumerate(WRONG, 1) if (field, kind) in FINE}
    assert set(refused) == set(range(1, len(WRONG) + 1)) - fine
    assert report.added == len(fine)
    for one in refused.values():
        assert one.field.split(".")[0] in (field, "")
        assert one.reason.endswith(("。", "）"))
        assert len(one.value) <= 80
    stored = [Catalogue(engine).item(row["code"]) for row in rows if (field, list(WRONG)[rows.index(row)]) in FINE]
    assert None not in stored


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"name": "长" * 501}, "name", "超过 500 个字；请缩短，或检查是不是串了列、少了换行。"),
        ({"aliases": ["短", "长" * 1_001]}, "aliases.1", "超过 1000 个字"),
        ({"materials": [{"name": "长" * 1_001}]}, "materials.0.name", "超过 1000 个字"),
        ({"online": {"url": "javascript:alert(1)"}}, "online.url", "应当是 http:// 或 https:// 开头"),
        ({"online": {"mobile_url": "http://a b"}}, "online.mobile_url", "应当是 http:// 或 https:// 开头"),
        ({"basis": [{"name": "某法", "url": "file:///etc/passwd"}]}, "basis.0.url", "应当是 http:// 或 https:// 开头"),
        ({"status": "停了"}, "status", "只能是 '在用', '暂停' or '取消'。"),
        ({"promised_limit": {"value": 3, "unit": "天"}}, "promised_limit.unit", "只能是 '工作日' or '自然日'。"),
        ({"materials": [{"name": "照片", "originals": -1}]}, "materials.0.originals", "不能小于 0。"),
    ],
)
def test_length_code_and_form_are_held(
    make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring, fields: dict[str, Any], field: str, reason: str
) -> None:
    (reject,) = bring(write_jsonl([make_item(1, **fields)])).rejects.rows
    assert reject.field == field
    assert reject.reason.startswith(reason)


def test_the_longest_names_are_accepted(make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring) -> None:
    assert bring(write_jsonl([make_item(1, name="长" * 500, questions=["长" * 1_000])])).added == 1


def test_markup_is_cleaned_in_the_native_form_too(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring
) -> None:
    url = "https://a.gov.cn/?a=1&copy=2&lt=3"
    row = make_item(
        1,
        name="护照<script>alert(1)</script>签发",
        conditions="<p>甲</p><img src=x onerror=alert(1)>乙&nbsp;丙<scr<script></script>ipt>",
        materials=[{"name": "<b>照片</b>"}],
        online={"url": url},
        aliases=["《实施<护照法>办法》"],
    )
    report = bring(write_jsonl([row, make_item(2)]))
    item = Catalogue(engine).item(row["code"])
    assert item is not None
    assert (item.name, item.conditions) == ("护照签发", "甲\n乙 丙")
    assert [one.name for one in item.materials or []] == ["照片"]
    assert item.online is not None
    assert (item.online.url, item.aliases) == (url, ["《实施<护照法>办法》"])
    assert report.notes == ("文字里夹着 HTML 标签、实体或控制字符，已去掉：1 次",)


def test_a_name_of_nothing_but_markup_is_rejected(make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring) -> None:
    (reject,) = bring(write_jsonl([make_item(1, name="<script>alert(1)</script>")])).rejects.rows
    assert (reject.field, reject.reason) == ("name", "不能是空的；不知道就略去这个字段。")


def test_half_a_character_is_rejected(make_item: MakeItem, bring: Bring, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([make_item(1, name="护照\ud800")]), encoding="utf-8")
    (reject,) = bring(path).rejects.rows
    assert reject.reason == "含有不成字的字符；请重新录入这段文字。"
