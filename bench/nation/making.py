"""造一个全国的目录：全国的事项 × 真的县级以上区划，各地的时限、地点、电话、材料各有不同，另有百分之五只有当地才有。

名称和材料取自真实的事项（../shared/data/guangdong-2021.jsonl，不在就少这一部分）、起步目录与诉求的官方名称。
同样的 `items` 与 `seed` 每次造出的逐字相同；边造边写，不占内存。
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from bench.common import ROOT
from bench.everything import GUANGDONG, MAPPING
from knowledge.importing.mapping import read_mapping
from knowledge.importing.native import Origin
from knowledge.importing.read_json import read_jsonl
from knowledge.needs import needs
from knowledge.taxonomy.regions import Region, children, region

LOCAL_ONLY: Final = 0.05
"""只有当地才有的占多少。"""
TOWNS_EACH: Final = 8
"""一种只有当地才有的服务，大约几个县有。"""
_CHECKED: Final = "2026-11-01"
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Doc = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """一个区划：名称连上级，例如“广东省广州市越秀区”。"""

    code: str
    full: str
    short: str
    parent: str


def write_nation(path: Path, items: int, real: Path = GUANGDONG, seed: int = 1) -> None:
    """写 `items` 个事项到 `path`，一行一个；`real` 是真实的事项，不在就少这一部分。"""
    half = path.with_suffix(".half")
    with half.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(json.dumps(doc, ensure_ascii=False, default=str) + "\n" for doc in nation(items, real, seed))
    half.rename(path)


def nation(items: int, real: Path = GUANGDONG, seed: int = 1) -> Iterator[Doc]:
    """逐个给出全国的事项，一个区划接一个区划。"""
    dice = random.Random(seed)
    services, places = base_services(real), _places()
    names = sorted({material["name"] for one in services for material in one.get("materials") or ()})
    local = _local_services(services, places, round(items * LOCAL_ONLY), dice)
    common = items - sum(map(len, local.values()))
    for number, place in enumerate(places):
        share = common * (number + 1) // len(places) - common * number // len(places)
        chosen = dice.sample(services, min(share, len(services)))
        for service in [*chosen, *local.get(place.code, ())]:
            yield _localised(service, place, names, dice)


def base_services(real: Path = GUANGDONG) -> list[Doc]:
    """全国都有的服务，一个基本编码一种，字段照真实的事项。"""
    found: dict[str, Doc] = {}
    for doc in [*_starter(), *_real(real), *_needed()]:
        found.setdefault(doc["entry_code"], doc)
    return list(found.values())


def _starter() -> Iterator[Doc]:
    for path in sorted((ROOT / "knowledge" / "starter").glob("*.yaml")):
        for doc in yaml.load(path.read_text(encoding="utf-8"), _LOADER):
            if doc["region"] == "000000":
                yield {**doc, "source": {}, "sources": []}


def _real(path: Path) -> Iterator[Doc]:
    if not path.exists():
        return
    origin = Origin(read_mapping(MAPPING), None, None)
    for row in read_jsonl(path, "utf-8"):
        yield origin.native(row, Counter(), {})


def _needed() -> Iterator[Doc]:
    for number, need in enumerate(needs()):
        yield {
            "entry_code": f"BN{number:010d}",
            "name": need.names[0],
            "aliases": list(need.names[1:]),
            "sides": sorted({key.split("/")[0] for key in need.categories}),
            "categories": list(need.categories),
            "materials": [{"name": f"{need.names[0]}申请表"}, {"name": "居民身份证"}],
        }


def _places() -> list[Place]:
    return [Place(one.code, _full(one), one.short_name, one.parent or "") for one in _below("000000")]


def _below(code: str) -> Iterator[Region]:
    for one in children(code):
        yield one
        yield from _below(one.code)


def _full(one: Region) -> str:
    above = region(one.parent) if one.parent else None
    return (_full(above) if above and above.parent else "") + one.name


def _local_services(services: list[Doc], places: list[Place], wanted: int, dice: random.Random) -> dict[str, list[Doc]]:
    """区划 → 只有当地才有的服务：一个上级之下的几个县共有一种。"""
    beside: dict[str, list[Place]] = {}
    for place in places:
        beside.setdefault(place.parent, []).append(place)
    groups = [group for _, group in sorted(beside.items())]
    found: dict[str, list[Doc]] = {}
    made = number = 0
    while made < wanted:
        group = dice.choice(groups)
        towns = dice.sample(group, min(len(group), dice.randint(1, 2 * TOWNS_EACH), wanted - made))
        service = _invented(dice.choice(services), region(towns[0].parent).short_name, number)
        for town in towns:
            found.setdefault(town.code, []).append(service)
        made, number = made + len(towns), number + 1
    return found


def _invented(model: Doc, where: str, number: int) -> Doc:
    """当地自己的一种：名称带地名，类目与材料照着相近的来。"""
    name = f"{where}{model['name']}"
    kept = {key: value for key, value in model.items() if key not in ("short_name", "questions", "scenarios")}
    return {**kept, "entry_code": f"LO{number:010d}", "name": name, "aliases": [f"{model['name']}（{where}）"]}


def _localised(service: Doc, place: Place, names: list[str], dice: random.Random) -> Doc:
    """一个区划里的一条：机关、地点、电话是当地的，时限、材料与别处略有不同。"""
    number = dice.randrange(10**9)
    phone = f"0{place.code[:3]}-{number % 90_000_000 + 10_000_000}"
    hall = f"{place.full}政务服务中心{number % 9 + 1}楼{number % 60 + 1}号窗口"
    street = f"{place.full}{'人民建设中山解放文化'[number % 5 * 2 : number % 5 * 2 + 2]}路{number % 900 + 1}号"
    statutory = (service.get("statutory_limit") or {"value": 20})["value"]
    days = max(1, round(statutory * dice.choice((0.1, 0.2, 0.3, 0.5, 0.8, 1.0))))
    doc = {
        **service,
        "code": f"11{place.code}{number:09d}A{3 + number % 2}{service['entry_code']}",
        "region": place.code,
        "authority": f"{place.full}{str(service.get('authority') or '政务服务局')[-12:]}",
        "promised_limit": {"value": days, "unit": "工作日"},
        "places": [{"name": hall, "address": street, "hours": "周一至周五 9:00-12:00、13:00-17:00", "phone": phone}],
        "phone": phone,
        "complaint": "12345",
        "source": {
            "name": f"{place.short}政务服务网",
            "url": f"https://{place.code}.example.cn",
            "checked_on": _CHECKED,
        },
    }
    if (materials := service.get("materials")) and not service.get("scenarios"):
        kept = [one for one in materials if dice.random() > 0.1] or materials
        doc["materials"] = [*kept, {"name": dice.choice(names)}] if dice.random() < 0.3 else kept
    if dice.random() < 0.02 and not service.get("scenarios"):
        doc["conditions"] = f"{place.short}居民，符合当地规定的条件。"
    return doc
