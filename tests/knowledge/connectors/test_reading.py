"""连接文件：写对的读得进；写错的一句中文说出哪一项、怎么改；按地方和事项找得到该用的。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.connectors import Connectors, load_connectors, read_connectors
from knowledge.connectors.reading import secrets_of
from knowledge.model import Item
from knowledge.settings import SettingsError

PAGE = Path(__file__).resolve().parents[3] / "docs" / "connectors.md"


def one(**changes: Any) -> dict[str, Any]:
    """一个写对的查进度的连接，改几项。"""
    progress = {
        "address": "https://api.example.gov.cn/cases/{number}",
        "method": "GET",
        "headers": {"Authorization": "Bearer ${GZ_TOKEN}"},
        "query": {"name": "{holder}"},
        "fields": {"state": "data.state"},
    }
    return {
        "id": "gz",
        "name": "广州办件",
        "regions": ["440100"],
        "progress": progress | changes.pop("progress", {}),
    } | changes


def read(*given: dict[str, Any]) -> Connectors:
    return read_connectors(yaml.safe_dump({"connectors": list(given)}, allow_unicode=True))


def test_what_is_asked_follows_from_the_templates() -> None:
    (gz,) = read(one()).all
    assert gz.asked("progress") == ("number", "holder")
    assert gz.operations["progress"].secrets == {"GZ_TOKEN"}


SLOTS: dict[str, Any] = {"address": "https://a.cn/s", "rows": "list", "fields": {"id": "id", "begin": "t"}}
BOOK: dict[str, Any] = {"address": "https://a.cn/b", "body": {"s": "{slot}"}, "fields": {"booking": "no"}}
CANCEL: dict[str, Any] = {"address": "https://a.cn/c", "body": {"n": "{booking}"}}
BOOKING = {"slots": SLOTS, "book": BOOK, "cancel": CANCEL}

BAD: list[tuple[dict[str, Any], str]] = [
    (one(extra=1), "extra”没有这一项"),
    (one(name=""), "name”不能是空的"),
    (one(id="广州"), "id”写法不对"),
    (one(regions=[]), "regions”至少要有一个"),
    (one(regions=["999999"]), "999999"),
    (one(items=["123"]), "items.0”写法不对"),
    (one(progress={"address": "http://api.example.gov.cn/{number}"}), "地址要以 https:// 开头"),
    (one(progress={"address": "http://127.0.0.1.evil.cn/{number}"}), "地址要以 https:// 开头"),
    (one(progress={"address": "ftp://127.0.0.1/{number}"}), "地址要以 https:// 开头"),
    (one(progress={"address": "https://{number}.cn/"}), "空只能写在路径里"),
    (one(progress={"address": "https://user:pw@a.cn/{number}"}), "不带用户名"),
    (one(progress={"address": "https://a.cn:port/{number}"}), "不是网址"),
    (one(progress={"address": "https://a.cn/all"}), "没有“{number}”"),
    (one(progress={"address": "https://a.cn/{number"}), "花括号没有成对"),
    (one(progress={"address": "https://a.cn/{number!r}"}), "里面只有名字"),
    (one(progress={"address": "https://a.cn/{number.__class__}"}), "里面只有名字"),
    (one(progress={"query": {"s": "{slot}"}}), "progress 用了“{slot}”"),
    (one(progress={"method": "TRACE"}), "method”只能是几个固定的写法之一"),
    (one(progress={"body": {"a": "b"}}), "GET 没有 body"),
    (one(progress={"headers": {"Host": "a"}}), "请求头“Host”不能写"),
    (one(progress={"headers": {"X-A": "{number}"}}), "请求头“X-A”的值不对"),
    (one(progress={"headers": {"X-A": "a\nb"}}), "请求头“X-A”的值不对"),
    (one(progress={"fields": {}}), "要写明 state 在答复的哪里"),
    (one(progress={"fields": {"state": "a..b"}}), "state”写法不对"),
    (one(progress={"fields": {"state": "a", "colour": "b"}}), "没有“colour”这一项"),
    (one(progress={"codes": {"step": {"1": "收件"}}}), "codes 里有“step”"),
    (one(progress={"codes": {"state": {5: "收件"}}}), "应当是文字，请加上引号"),
    (one(progress={"result": {"found": ["0"]}}), "就要写 path"),
    (one(progress={"result": {"path": "code"}}), "就要写 found"),
    (one(progress={"result": {"path": "code", "found": ["0"], "refused": ["0"]}}), "不能重"),
    (one(progress={"result": {"statuses": {500: "not_found"}}}), "400 到 499"),
    ({"id": "gz", "name": "广州", "regions": ["440100"]}, "至少要写一样"),
    (one(appointments={"slots": SLOTS, "book": BOOK}), "appointments.cancel”缺这一项"),
    (one(appointments=BOOKING | {"book": BOOK | {"body": {}}}), "没有“{slot}”"),
    (one(appointments=BOOKING | {"slots": SLOTS | {"fields": {"id": "id"}}}), "要写明 begin"),
]


@pytest.mark.parametrize(("given", "said"), BAD, ids=[said for _, said in BAD])
def test_a_wrong_file_stops_with_one_sentence(given: dict[str, Any], said: str, tmp_path: Path) -> None:
    path = tmp_path / "connectors.yaml"
    path.write_text(yaml.safe_dump({"connectors": [given]}, allow_unicode=True), encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_connectors(path)
    assert said in str(error.value)
    assert str(error.value).startswith(f"连接文件 {path} 不能用：")
    assert str(error.value).count("。") == 1
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "应当是“名字: 值”的对象"),
        ("connectors: []", "“connectors”至少要有一个"),
        ("a: [", "不合 YAML 的写法"),
        ("- 1", "应当是“名字: 值”的对象"),
    ],
)
def test_what_is_no_connector_file_is_named(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_connectors(text)


def test_two_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="id 不能重"):
        read(one(), one())


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="读不了"):
        load_connectors(tmp_path / "none.yaml")
    (tmp_path / "gbk.yaml").write_bytes("连接".encode("gbk"))
    with pytest.raises(SettingsError, match="不是 UTF-8"):
        load_connectors(tmp_path / "gbk.yaml")
    assert not load_connectors(None)


@pytest.mark.parametrize("environment", [{}, {"GZ_TOKEN": ""}, {"GZ_TOKEN": "两\n行"}])
def test_a_missing_secret_stops_the_start(environment: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="环境变量 GZ_TOKEN"):
        secrets_of(read(one()), environment)


def test_secrets_come_from_the_environment() -> None:
    assert secrets_of(read(one()), {"GZ_TOKEN": "abc", "OTHER": "x"}) == {"GZ_TOKEN": "abc"}


def item(code: str = "0" * 19 + "BSP090000003", authority: str | None = None) -> Item:
    source = {"name": "某规定", "checked_on": "2026-11-23"}
    row = {"code": code, "entry_code": code[19:], "name": "某事项", "region": "440100", "source": source}
    return Item.model_validate(row | {"authority": authority})


@pytest.mark.parametrize(
    ("limits", "region", "found"),
    [
        ({}, "440100", True),
        ({}, "440106", True),  # 天河在广州之内
        ({}, "440000", False),  # 全省不在广州之内
        ({}, "110000", False),
        ({}, None, False),
        ({"regions": ["000000"]}, None, True),
        ({"regions": ["000000"]}, "110105", True),
    ],
)
def test_a_connector_serves_its_regions_and_what_is_below(
    limits: dict[str, Any], region: str | None, found: bool
) -> None:
    assert (read(one(**limits)).fitting("progress", region, None) is not None) is found


@pytest.mark.parametrize(
    ("limits", "about", "found"),
    [
        ({"items": ["BSP090000003"]}, item(), True),
        ({"items": ["0" * 19 + "BSP090000003"]}, item(), True),
        ({"items": ["BSP090000004"]}, item(), False),
        ({"items": ["BSP090000003"]}, None, False),
        ({"authorities": ["广州市公安局"]}, item(authority="广州市公安局"), True),
        ({"authorities": ["广州市公安局"]}, item(authority="广州市民政局"), False),
        ({"authorities": ["广州市公安局"]}, item(), False),
    ],
)
def test_a_connector_serves_its_items_and_authorities(limits: dict[str, Any], about: Item | None, found: bool) -> None:
    assert (read(one(**limits)).fitting("progress", "440100", about) is not None) is found


def test_the_first_that_fits_is_used_and_only_for_what_it_does() -> None:
    several = read(one(items=["BSP090000004"]), one(id="second"), one(id="third"))
    chosen = several.fitting("progress", "440100", item())
    assert chosen is not None
    assert chosen.id == "second"
    assert several.fitting("slots", "440100", item()) is None
    assert several.elsewhere("progress", item())
    assert not several.elsewhere("slots", item())


def test_the_example_of_the_page_can_be_read() -> None:
    text = PAGE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    found = read_connectors(text)
    assert {name for one in found.all for name in one.operations} == {"progress", "slots", "book", "cancel"}
