"""对话状态：从 Rasa 的 tracker 里读出这一轮要用的一切。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from knowledge.cases.facts import Facts, from_json
from knowledge.cases.facts import heard as heard_facts
from knowledge.taxonomy.aspects import ASPECTS
from knowledge.taxonomy.outcomes import TALK
from knowledge.taxonomy.regions import UnknownRegion, region

SLOTS: Final = (
    "item",
    "aspects",
    "region",
    "side",
    "offered",
    "pending",
    "ties",
    "roles",
    "form",
    "cases",
    "facts",
    "paused",
)
"""引擎里存的槽位；与 bot/domain 里声明的一致，有测试守着。"""

_UNCERTAIN: Final = 0.05


@dataclass(frozen=True, slots=True)
class State:
    """一轮开始时的状态。

    act、aspects、categories、scope：这句话的理解；said：原话（已脱敏）；values：按钮载荷里的值；
    item：正在谈的事项编码；kept_aspects：上一问的方面；offered：上次给出的选项（按钮载荷）；pending：等着问清地方的那个问题（text、aspects、categories）；
    heard_roles：这句话里说的户口所在地、现居地（registered、living → 区划代码）；roles：连同以前说过的；
    asked_role：问在哪个角色的地方办；
    ties：问过“是哪一件”的各组和选定的（见 actions.ties），最近的在后；
    corrections：改了的错字（写的，改成的）；
    form：填着的登记表（见 actions.forms）；
    cases：问过情形的各条（见 actions.cases）；
    kept_facts、heard_facts：以前和这句话里说的与情形有关的事实；rest：这句话去掉这些说法剩下的；
    replying：这一轮是在答正问着的情形，先前给过的不再给；
    told：前门替这一轮问外面的系统得到的（见 actions.slots）；没有问是 None；
    last_replies：上一轮查到的答复，从对话的事件里读，不另存一份；
    said_at、last_at：这句话和上一句的时刻（Unix 秒），也从事件里读；paused：停过的、还没有了结的（见 actions.pauses）。
    """

    act: str
    said: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    scope: str = "in"
    categories: tuple[Mapping[str, Any], ...] = ()
    aspects: tuple[str, ...] = ()
    entities: tuple[Mapping[str, Any], ...] = ()
    heard_region: str | None = None
    heard_regions: tuple[str, ...] = ()
    heard_roles: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    asked_role: str | None = None
    item: str | None = None
    kept_aspects: tuple[str, ...] = ()
    region: str | None = None
    side: str | None = None
    offered: tuple[str, ...] = ()
    pending: Mapping[str, Any] | None = None
    ties: tuple[Mapping[str, Any], ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    form: Mapping[str, Any] | None = None
    last_replies: tuple[Mapping[str, Any], ...] = ()
    cases: tuple[Mapping[str, Any], ...] = ()
    kept_facts: Facts = field(default_factory=Facts)
    heard_facts: Facts = field(default_factory=Facts)
    rest: str = ""
    replying: bool = False
    told: Mapping[str, Any] | None = None
    said_at: float | None = None
    last_at: float | None = None
    paused: Mapping[str, Any] | None = None

    @property
    def facts(self) -> Facts:
        """与情形有关的事实：以前说的和这句话说的。"""
        return self.kept_facts.updated(self.heard_facts)

    @property
    def other_person(self) -> bool:
        """这句话换了一个人：“那我爱人呢”。"""
        return self.kept_facts.is_of_another(self.heard_facts)

    @property
    def category_scores(self) -> dict[str, float]:
        """类目键 → 概率，太小的不要。"""
        pairs = ((f"{one['side']}/{one['name']}", float(one["score"])) for one in self.categories)
        return {key: score for key, score in pairs if score >= _UNCERTAIN}


def read_state(tracker: Mapping[str, Any]) -> State:
    """读 rasa-sdk 传来的 tracker（current_state 的字典形式）。"""
    message = tracker.get("latest_message") or {}
    slots = tracker.get("slots") or {}
    meant = message.get("understanding") or {}
    metadata = message.get("metadata") or {}
    values = {} if meant else {e["entity"]: str(e["value"]) for e in message.get("entities") or ()}
    heard = meant.get("region")
    said = message.get("text") or ""
    told, rest = heard_facts(said) if meant else (Facts(), "")
    last_at, said_at = _times(tracker.get("events") or ())
    return State(
        act=(message.get("intent") or {}).get("name") or "out_of_scope",
        said=said,
        values=values,
        scope=meant.get("scope", "in"),
        categories=tuple(meant.get("categories") or ()),
        aspects=_aspects(meant.get("aspects") or ([values["aspect"]] if "aspect" in values else [])),
        entities=tuple(meant.get("entities") or ()),
        heard_region=heard,
        heard_regions=tuple(meant.get("regions") or ()),
        heard_roles=dict(meant.get("region_roles") or {}),
        roles={**(slots.get("roles") or {}), **(meant.get("region_roles") or {})},
        asked_role=meant.get("asked_role"),
        item=slots.get("item"),
        kept_aspects=_aspects(slots.get("aspects") or ()),
        region=_known(slots.get("region")) or _known(metadata.get("region")),
        side=slots.get("side") or metadata.get("side"),
        offered=tuple(slots.get("offered") or ()),
        pending=slots.get("pending"),
        ties=tuple(slots.get("ties") or ()),
        corrections=tuple((wrong, right) for wrong, right in meant.get("corrections") or ()),
        form=slots.get("form"),
        last_replies=_last_replies(tracker.get("events") or ()),
        cases=tuple(slots.get("cases") or ()),
        kept_facts=from_json(slots.get("facts")),
        heard_facts=told,
        rest=rest,
        told=metadata.get("connector"),
        said_at=said_at,
        last_at=last_at,
        paused=slots.get("paused"),
    )


def _times(events: Sequence[Mapping[str, Any]]) -> tuple[float | None, float | None]:
    """(上一句的时刻, 这一句的时刻)；没有的 None。"""
    said = [event["timestamp"] for event in events if event.get("event") == "user" and event.get("timestamp")]
    last, now = ([None, None, *said])[-2:]
    return last, now


def _last_replies(events: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """最近一轮不是寒暄的答复。"""
    for event in reversed(events):
        turn = ((event.get("data") or {}).get("custom") or {}) if event.get("event") == "bot" else {}
        if turn.get("banshi") and turn["outcome"] not in TALK:
            return tuple(turn["replies"])
    return ()


def _aspects(names: Any) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(name for name in ASPECTS if name in wanted)


def _known(code: str | None) -> str | None:
    try:
        return region(code).code if code else None
    except UnknownRegion:
        return None
