"""起始目录：每个事项合格式、有来源、不重复，常办的都在。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from knowledge import clock
from knowledge.checking.rules import rule_faults
from knowledge.model import FACT_FIELDS, Item, Material, Option, Scenario
from knowledge.taxonomy.categories import CATEGORIES
from knowledge.taxonomy.regions import NATION

STARTER: Final = Path(__file__).resolve().parents[2] / "knowledge" / "starter"


def _rows() -> list[dict[str, Any]]:
    return [row for path in sorted(STARTER.glob("*.yaml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]


ITEMS: Final = [Item.model_validate(row) for row in _rows()]
EACH: Final = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)


def _urls(item: Item) -> Iterator[str | None]:
    yield from (one.url for one in (item.source, *item.sources, *(item.basis or ())))
    if item.online:
        yield from (item.online.url, item.online.mobile_url)


@EACH
def test_every_item_has_a_full_code_and_a_name(item: Item) -> None:
    assert re.fullmatch(r"[0-9A-Za-z]{31}([0-9A-Za-z]{2})?", item.code)
    assert item.name == item.name.strip()
    assert item.sides
    assert item.categories
    assert item.questions
    assert all(key.partition("/")[0] in item.sides for key in item.categories)


@EACH
def test_an_own_code_ends_with_its_entry(item: Item) -> None:
    """自编的编码以 BS 打头；官方的编码里，基本编码另有位置。"""
    assert not item.code.startswith("BS") or item.code.endswith(item.entry_code)


@EACH
def test_every_source_is_named_dated_and_reachable(item: Item) -> None:
    for source in (item.source, *item.sources):
        assert source.name.strip()
        assert source.checked_on <= clock.today()
    assert item.source.url
    assert [url for url in _urls(item) if url is not None and not re.match(r"https?://[^\s/]+\.[^\s]+$", url)] == []


@EACH
def test_every_fact_has_a_source(item: Item) -> None:
    """专门的来源说它支持哪些字段，那些字段就要在；没有点名的字段都归主来源。"""
    named = {field for source in item.sources for field in source.fields}
    present = {field for field in FACT_FIELDS if getattr(item, field) is not None}
    assert named <= set(FACT_FIELDS)
    assert named <= present
    assert present


@EACH
def test_lists_hold_what_they_say(item: Item) -> None:
    for rows in (item.materials, item.steps, item.places, item.basis):
        assert rows is None or len({one.model_dump_json() for one in rows}) == len(rows)
    assert len(set(item.questions)) == len(item.questions)
    assert len(set(item.aliases)) == len(item.aliases)


@EACH
def test_nothing_is_left_to_be_filled_in(item: Item) -> None:
    assert not re.search(r"TODO|待定|待补充|待核实|xxx|XXX|某某|示例", item.model_dump_json())


def test_codes_are_told_apart() -> None:
    assert [code for code, count in Counter(item.code for item in ITEMS).items() if count > 1] == []


def test_an_entry_is_handled_once_in_a_region() -> None:
    places = Counter((item.entry_code, item.region) for item in ITEMS)
    assert [place for place, count in places.items() if count > 1] == []


def test_two_entries_do_not_share_a_name() -> None:
    names = {(item.name, item.entry_code) for item in ITEMS}
    assert [name for name, count in Counter(name for name, _ in names).items() if count > 1] == []


def test_two_entries_do_not_share_a_question() -> None:
    asked = {(question, item.entry_code) for item in ITEMS for question in item.questions}
    assert [said for said, count in Counter(said for said, _ in asked).items() if count > 1] == []


# 常办的事：国务院“高效办成一件事”清单与国家政务服务平台的高频服务里都有。
WANTED = [
    "居民身份证首次申领",
    "居民身份证换领",
    "居民身份证补领",
    "居住证申领",
    "出生登记",
    "户口迁移",
    "死亡注销户口",
    "普通护照",
    "往来港澳通行证",
    "结婚登记",
    "离婚登记",
    "生育登记",
    "社会保障卡申领",
    "养老保险关系转移接续",
    "基本养老保险待遇申领",
    "失业保险金申领",
    "工伤认定",
    "异地就医备案",
    "公积金提取",
    "不动产转移登记",
    "驾驶证期满换证",
    "驾驶证补证",
    "机动车注册登记",
    "个体工商户设立登记",
    "有限责任公司设立登记",
    "公司变更登记",
    "公司注销登记",
    "食品经营许可",
    "教师资格认定",
    "最低生活保障",
    "残疾人证",
    "老年人优待",
    "优待证申领",
    "法律援助",
    "公证",
    "火化",
    "无犯罪记录证明",
    "劳动人事争议仲裁",
]


@pytest.mark.parametrize("name", WANTED)
def test_what_people_often_need_is_there_for_the_nation(name: str) -> None:
    assert [item for item in ITEMS if name in item.name and item.region == NATION]


def test_there_are_enough_services() -> None:
    assert len({item.entry_code for item in ITEMS if item.region == NATION}) >= 240


@pytest.mark.parametrize("key", [one.key for one in CATEGORIES])
def test_every_category_has_services_of_the_nation(key: str) -> None:
    assert len([item for item in ITEMS if item.region == NATION and key in item.categories]) >= 2


def test_the_most_asked_have_scenarios() -> None:
    assert len([item for item in ITEMS if item.scenarios]) >= 60


def test_there_are_applications() -> None:
    assert len([item for item in ITEMS if item.kind == "便民应用"]) >= 10


def test_there_are_enough_rules_each_sound_and_sourced() -> None:
    ruled = [item for item in ITEMS if item.rules]
    assert len(ruled) >= 60
    assert [fault for item in ruled for fault in rule_faults(item)] == []
    for rule in (rule for item in ruled for rule in item.rules or ()):
        assert rule.basis.url or rule.source is None
        assert rule.source is None or (rule.source.url and rule.source.checked_on <= clock.today())


def _options(item: Item) -> Iterator[Option]:
    return (option for one in item.scenarios or () for option in one.options)


def test_other_services_named_by_scenarios_exist() -> None:
    entries = {item.entry_code for item in ITEMS}
    named = {(item.name, option.other) for item in ITEMS for option in _options(item) if option.other}
    assert named
    assert {(name, other) for name, other in named if other not in entries} == set()


def _cases(questions: Sequence[Scenario], chosen: dict[str, str]) -> Iterator[dict[str, str]]:
    """各种答法：问题 id → 选项 id；when 没有选中的不问。"""
    if not questions:
        yield chosen
        return
    first, rest = questions[0], questions[1:]
    if first.when and not set(first.when) & set(chosen.values()):
        yield from _cases(rest, chosen)
        return
    for option in first.options:
        if not option.other:
            yield from _cases(rest, {**chosen, first.id: option.id})


def _is_needed(row: Material, item: Item, chosen: dict[str, str]) -> bool:
    marks = set(row.scenarios)
    asked = [{option.id for option in one.options} & marks for one in item.scenarios or ()]
    return all(not ids or ids & set(chosen.values()) for ids in asked)


@pytest.mark.parametrize(
    "item", [item for item in ITEMS if item.scenarios and item.materials], ids=lambda item: item.code
)
def test_every_material_is_needed_in_some_case(item: Item) -> None:
    cases = list(_cases(item.scenarios or (), {}))
    needed = {row.name for row in item.materials or () if any(_is_needed(row, item, case) for case in cases)}
    assert needed == {row.name for row in item.materials or ()}
