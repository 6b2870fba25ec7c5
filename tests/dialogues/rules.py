"""每一轮都要守的规矩，不管说了什么、点了什么：有下一步，没有没填的空，事实都出自引用的那一条，来源就是那一条的来源。"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Final

import httpx
import yaml

import knowledge
from knowledge.channels import channels
from knowledge.model import Item
from knowledge.words import say
from tests.actions.facts import NUMBERED, atoms, numbers, told_by_words, without_labels
from tests.stack.visitor import Turn, choices_of, text_of

Reply = dict[str, Any]

_BLANK: Final = re.compile(r"\{[a-z_]*\}|\bNone\b|\bnull\b|\bnan\b|TODO|FIXME|待定|待补充")
_PHONE: Final = re.compile(r"(?<!\d)(?:1\d{2}|1\d{4}|\d{3,4}-\d{5,8}|400-\d{3}-\d{4})(?!\d)")
_URL: Final = re.compile(r"https?://\S+")
_TOLD: Final = re.compile(r"（您说[^（）]*）")
"""照来客说的写回去的，不是目录的事实。"""
_NTH: Final = re.compile(r"^第\d+项：")
_HEARD: Final = re.compile(r"（您说[^（）]*）|照您说的：.*$")
"""复述来客自己说的，不是目录的事实。"""
_STEPS: Final = re.compile(r"第\d+(?:、\d+)*步")


def next_step(turn: Turn) -> str | None:
    """这一轮给来客的下一步是哪一种：按钮、问句、可以打的电话、可以去的网址或地点；一样也没有的 None。

    来源那一行里的网址不算：那是出处，不是去处。
    """
    said = "\n".join(line for line in text_of(turn).splitlines() if not line.startswith(_SOURCE))
    places = any(part["aspect"] == "place" and part["present"] for part in _sections(turn))
    found = {
        "按钮": bool(choices_of(turn)),
        "问句": "？" in said,
        "电话": bool(_PHONE.search(said)),
        "地址": places or bool(_URL.search(said)),
    }
    return next((kind for kind, there in found.items() if there), None)


_SOURCE: Final = say("answered.source", name="", checked_on="").split("（")[0]


def _sections(turn: Turn) -> Iterator[dict[str, Any]]:
    for reply in turn["replies"]:
        yield from reply["data"].get("sections", ())


class Rules:
    """核对一轮。目录的原文经 HTTP 取，取过的留着。"""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._rows: dict[str, tuple[Item, list[frozenset[str]]]] = {}

    def broken(self, turn: Turn, said: str = "") -> Iterator[str]:
        """不合规矩之处，各一句。said：来客说过的话，答复可以照他说的数目说。"""
        text = text_of(turn)
        if next_step(turn) is None:
            yield f"没有给下一步：{text}"
        yield from (f"有没填的空或不是给人看的字“{found}”" for found in _BLANK.findall(text))
        asked = "\n".join(line for reply in turn["replies"] for line in self._options(reply))
        for reply in turn["replies"]:
            yield from _CHECKS.get(reply["kind"], _free)(self, reply, f"{said}\n{asked}")

    def row(self, code: str) -> tuple[Item, list[frozenset[str]]]:
        """一个事项和它各处的数目。"""
        if code not in self._rows:
            answer = self._client.get(f"/api/v1/items/{code}")
            assert answer.status_code == 200, answer.text
            item = Item.model_validate_json(json.dumps(answer.json()))
            self._rows[code] = item, atoms(item)
        return self._rows[code]

    def _options(self, reply: Reply) -> list[str]:
        """问着的情形的选项：是那个事项自己的字，问句有时接在全国的那一条后面。"""
        if reply["kind"] != "item":
            return []
        return [
            one.label for part in self.row(reply["data"]["item"]["code"])[0].scenarios or () for one in part.options
        ]

    def of_item(self, reply: Reply, said: str) -> Iterator[str]:
        """事项的答复：每一行的数目出自事项的同一处，来源是它自己的。"""
        item, places = self.row(reply["data"]["item"]["code"])
        own = {(one.name, one.url, one.checked_on.isoformat()) for one in (item.source, *item.sources)}
        source = reply["source"]
        if (source["name"], source["url"], source["checked_on"]) not in own or source["region"] != item.region:
            yield f"“{item.name}”的答复写的来源不是它的：{source['name']}"
        heard = numbers(said)
        brief = say("case.short") in reply["text"]
        known = [frozenset().union(*places)] if brief else places
        for line in reply["text"].splitlines():
            left = numbers(without_labels(_bare(_HEARD.sub("", line), item), item)) - heard
            if not any(left <= place for place in known):
                yield f"“{item.name}”的目录里没有这一行的数目：{line}"

    def of_bundle(self, reply: Reply, said: str) -> Iterator[str]:
        """一件事的答复：数目出自件事的说明和各步的事项。"""
        known = set(_bundle_numbers()).union(
            *(place for one in reply["data"]["steps"] for place in self.row(one["code"])[1])
        )
        known |= {str(place) for place in range(1, len(reply["data"]["steps"]) + 1)} | numbers(said)
        for line in reply["text"].splitlines():
            made_up = numbers(_STEPS.sub("", NUMBERED.sub("", line))) - known
            if made_up:
                yield f"这件事的各步里没有的数目{sorted(made_up)}：{line}"

    def of_channels(self, reply: Reply, said: str) -> Iterator[str]:
        """投诉和急难的答复：电话都在渠道表里；从事项点过来的，可以是它的投诉电话。"""
        known = _channel_numbers()
        lines = [line for line in reply["text"].splitlines() if "监督投诉电话" not in line]
        made_up = numbers("\n".join(lines)) - known - numbers(said)
        if made_up:
            yield f"渠道表里没有的数目{sorted(made_up)}：{reply['text']}"


def _free(rules: Rules, reply: Reply, said: str) -> Iterable[str]:
    """不陈述目录事实的答复。"""
    return ()


_CHECKS: Final = {
    "item": Rules.of_item,
    "bundle": Rules.of_bundle,
    "complaint": Rules.of_channels,
    "safety": Rules.of_channels,
}
"""答复的种类 → 怎么核对它的事实。"""


def _bare(line: str, item: Item) -> str:
    """去掉编号、“第几项”、材料的份数（按情形裁过的少几份）：这些不是事实。"""
    counts = [say("part.material_count", count=count) for count in range(len(item.materials or ()) + 1)]
    return "" if line in counts else _TOLD.sub("", _NTH.sub("", NUMBERED.sub("", line)))


@cache
def _bundle_numbers() -> frozenset[str]:
    folder = Path(knowledge.__file__).parent / "bundles"
    texts = [
        json.dumps(yaml.safe_load(path.read_text("utf-8")), ensure_ascii=False, default=str)
        for path in folder.glob("*.yaml")
    ]
    return frozenset().union(*map(numbers, texts), told_by_words())


@cache
def _channel_numbers() -> frozenset[str]:
    texts = [str(asdict(one)) for one in channels()] + [one.source.checked_on.isoformat() for one in channels()]
    return frozenset().union(*map(numbers, texts), told_by_words())
