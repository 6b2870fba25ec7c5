"""试导入：什么都不写，数得对。"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from knowledge.importing.links import link_fault
from knowledge.importing.profile import dry_run

MakeItem = Callable[..., dict[str, Any]]
WriteJsonl = Callable[..., Path]


def test_a_delivery_is_counted(engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl) -> None:
    rows = [
        make_item(1, phone="12345", online={"url": "http://localhost/a"}),
        make_item(2, name="事项1", conditions="长" * 300),
        make_item(2),
        make_item(3, sides=["企业"]),
        make_item(4, categories=["个人/修仙"]),
        make_item(5, visits="1"),
        make_item(6, phone=None, materials=[{"name": "照片"}]),
    ]
    told: list[int] = []
    found = dry_run([write_jsonl(rows)], progress=told.append)
    assert (found.read, found.accepted, len(found.rejects)) == (7, 3, 4)
    assert found.outside == [(("sides.0", "企业"), 1), (("categories", '["个人/修仙"]'), 1)]
    assert [(field, count) for (field, _), count in found.faults] == [("visits", 1)]
    assert [one.value for one in found.duplicates] == [make_item(2)["code"]]
    assert found.same_names == [("事项1", 2)]
    rates = {name: (rows, round(rate, 2)) for name, rows, rate in found.fill_rates()}
    assert (rates["phone"], rates["materials"], rates["fees"], rates["name"]) == ((1, 0.33), (1, 0.33), (0, 0), (3, 1))
    assert (make_item(1)["code"], "http://localhost/a", "内网地址") in found.dead_links
    assert found.dead_link_count == 4
    assert found.lengths()[0] == ("conditions", 300, make_item(2)["code"])
    assert found.kinds["sides"] == {"个人": 3}
    # 什么都没有写：连库的文件都没有建。
    assert not Path(str(engine.url.database)).exists()


def test_progress_is_told_each_thousand(make_item: MakeItem, write_jsonl: WriteJsonl) -> None:
    told: list[int] = []
    dry_run([write_jsonl([make_item(number) for number in range(2_500)])], progress=told.append)
    assert told == [1_000, 2_000]


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://www.gdzwfw.gov.cn/a?b=1#c", None),
        ("http://政务.cn/", None),
        ("http://59.36.29.1:8080/x", None),
        ("http://[2001:db8::1]/", None),
        ("ftp://a.gov.cn/", "不是 http 或 https"),
        ("javascript:alert(1)", "不是 http 或 https"),
        ("http://192.168.1.8/a", "内网地址"),
        ("http://10.0.0.1", "内网地址"),
        ("http://localhost:8080", "内网地址"),
        ("https://www.example.com/a", "举例用的地址"),
        ("https://example.cn", "举例用的地址"),
        ("http://gdzwfw/", "主机名不对"),
        ("http:///a", "主机名不对"),
        ("http://a.gov.cn:99999/", "写法不通"),
        ("http://[::1", "写法不通"),
    ],
)
def test_a_dead_link_is_known_by_its_form(url: str, fault: str | None) -> None:
    assert link_fault(url) == fault
