"""几样诉求先说哪样：有危险的、有法定期限的、别的事要用到的证件，其余按说的先后。

规则在 urgency.yaml，缘由是事项自己的原话。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from knowledge.compound.vocabulary import BadCompound, pattern
from knowledge.model import Item

FILE: Final = Path(__file__).with_name("urgency.yaml")
_PAPER: Final = re.compile(r"表|申请书|凭证|声明")
"""材料名称里有这些的，是填的表，不是证件本身。"""
Kind = Literal["danger", "deadline", "blocking"]
KINDS: Final[tuple[Kind, ...]] = ("danger", "deadline", "blocking")
"""急的几等，急的在前；不急的排在它们后面。"""


@dataclass(frozen=True, slots=True)
class Urgent:
    """急在哪里：哪一等；because：事项里的原话，或者要用到它的那件事的名称；waits：自己又要等同一句里的几份证件。"""

    kind: Kind
    because: str
    waits: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """排先后用：第几等，等几份证件。"""
        return KINDS.index(self.kind), self.waits


CALM: Final = (len(KINDS), 0)
"""不急的排在最后。"""


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: Kind
    name: re.Pattern[str]
    because: re.Pattern[str] | None
    document: re.Pattern[str] | None


def urgent(item: Item, others: Sequence[Item]) -> Urgent | None:
    """item 急不急；others 是同一句话里的别的几件，看它们要不要用到 item 的证件。"""
    for rule in _rules():
        if rule.name.search(item.name) and (because := _because(rule, item, others)):
            waits = sum(_needs(item, other) for other in others) if rule.kind == "blocking" else 0
            return Urgent(rule.kind, because, waits)
    return None


def _because(rule: _Rule, item: Item, others: Sequence[Item]) -> str | None:
    """缘由；互相要用到的（补身份证要户口簿，补户口簿要身份证），说不出谁先，不算。"""
    if rule.because is not None:
        found = next((one for text in _texts(item) if (one := rule.because.search(text))), None)
        return found[0] if found else None
    using = (other for other in others if _needs(other, item) and not _needs(item, other))
    return next((other.name for other in using), None)


def _needs(item: Item, lost: Item) -> bool:
    """办 item 的材料里，有没有 lost 这件要补的证件。"""
    documents = [rule.document for rule in _rules() if rule.document and rule.name.search(lost.name)]
    rows = [row.name for row in item.materials or () if not _PAPER.search(row.name)]
    return any(document.search(name) for document in documents for name in rows)


def _texts(item: Item) -> Iterator[str]:
    yield item.conditions or ""
    for step in item.steps or ():
        yield step.note or ""


@cache
def _rules() -> tuple[_Rule, ...]:
    rows: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    if tuple(rows) != KINDS:
        raise BadCompound(f"urgency.yaml 应当依次有 {'、'.join(KINDS)} 三段。")
    return tuple(_rule(kind, row) for kind in KINDS for row in rows[kind])


def _rule(kind: Kind, row: dict[str, str]) -> _Rule:
    wanted = {"name", "document"} if kind == "blocking" else {"name", "because"}
    if set(row) != wanted:
        raise BadCompound(f"urgency.yaml 的 {kind}：“{row}”应当有且只有 {'、'.join(sorted(wanted))}。")
    because = pattern(row["name"], row["because"]) if "because" in row else None
    document = pattern(row["name"], row["document"]) if "document" in row else None
    return _Rule(kind, pattern(row["name"], row["name"]), because, document)
