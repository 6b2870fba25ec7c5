"""理解一句话的主路：归一 → 规则 → 特征 → 四头分类 → 合成。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from knowledge.taxonomy.categories import category
from knowledge.text import Cutter
from knowledge.text.letters import asking
from knowledge.text.spelling import Correction
from nlu.aspects import asked_aspects
from nlu.features import LONGEST, marks
from nlu.language import build_language, entities
from nlu.linear import Head, Vocabulary, load
from nlu.reading import read
from nlu.roles import Roles, asked_role, handled_in, region_roles
from nlu.scope import scope_of, scope_of_act
from nlu.signs import message_signs

WHOLE_WEIGHT: Final = 0.25
TOGETHER_WEIGHT: Final = 0.3
"""来信里方面的分数：全文、问句合起来各占这么多，其余是最像的那个问句的；只在背景里说到的到不了 nlu.aspects.SURE。"""
CATEGORIES_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Understanding:
    """一句话的理解。categories、acts 由高到低；region 为六位代码，同名时在 regions 里。

    region_roles：户口所在地、现居地，说了的才有；asked_role：问在哪个角色的地方办（“回老家办”是 registered）。
    """

    text: str
    act: str
    act_score: float
    scope: str
    scope_scores: dict[str, float]
    categories: list[dict[str, Any]] = field(default_factory=list)
    aspects: list[str] = field(default_factory=list)
    region: str | None = None
    regions: tuple[str, ...] = ()
    region_roles: Roles = field(default_factory=dict)
    asked_role: str | None = None
    entities: list[dict[str, Any]] = field(default_factory=list)
    acts: list[tuple[str, float]] = field(default_factory=list)
    corrections: tuple[Correction, ...] = ()


class Understander:
    """装好的理解器；一个进程建一次。"""

    def __init__(self, cutter: Cutter, vocabulary: Vocabulary, heads: Mapping[str, Head]) -> None:
        self._cutter = cutter
        self._vocabulary = vocabulary
        self._heads = heads
        self._language = build_language(cutter)

    @classmethod
    def load(cls, path: Path, cutter: Cutter) -> Understander:
        """从训练好的 .npz 装入；cutter 须与训练时的词表相同。"""
        return cls(cutter, *load(path))

    def understand(self, text: str) -> Understanding:
        """理解一句话。text：任意文本，已去掉个人信息。"""
        clean, corrections = read(text)
        columns, values = self._vocabulary.vector(self._marks(clean, clean))
        acts = self._heads["act"].scores(columns, values)
        scope, scope_scores = scope_of(acts, dict(self._heads["scope"].scores(columns, values)))
        act = _act_within(scope, acts)
        region, regions = handled_in(clean)
        return Understanding(
            text=clean,
            act=act,
            act_score=dict(acts)[act],
            scope=scope,
            scope_scores=scope_scores,
            categories=[_scored_category(*one) for one in self._category_scores(columns, values)],
            aspects=self._aspects(clean, self._heads["aspect"].scores(columns, values)),
            region=region,
            regions=regions,
            region_roles=region_roles(clean),
            asked_role=asked_role(clean),
            entities=entities(self._language(clean)),
            acts=acts,
            corrections=corrections,
        )

    def _marks(self, text: str, part: str) -> list[str]:
        """text 里的 part 的特征；词从全文切好的里取，不再切一遍。"""
        start = max(text.find(part), 0)
        end = min(start + len(part), start + LONGEST)
        words = [word for word, first, last in self._cutter.word_spans(text) if start <= first and last <= end]
        return marks(part[:LONGEST], words, message_signs(part))

    def _aspects(self, text: str, whole: list[tuple[str, float]]) -> list[str]:
        """问的方面。来信的问法只看问句；whole 是全文的分数，背景里的只作旁证。"""
        questions = asking(text)
        if questions == (text,):
            return asked_aspects(whole, text)
        rows = [self._marks(text, part) for part in questions]
        together, *each = [self._aspect_scores(row) for row in ([mark for row in rows for mark in row], *rows)]
        scores = {
            name: WHOLE_WEIGHT * score
            + TOGETHER_WEIGHT * together[name]
            + (1 - WHOLE_WEIGHT - TOGETHER_WEIGHT) * max(one[name] for one in each)
            for name, score in whole
        }
        return asked_aspects(sorted(scores.items(), key=lambda one: -one[1]), " ".join(questions))

    def _aspect_scores(self, row: list[str]) -> dict[str, float]:
        return dict(self._heads["aspect"].scores(*self._vocabulary.vector(row)))

    def _category_scores(self, columns: Any, values: Any) -> list[tuple[str, float]]:
        return self._heads["category"].scores(columns, values)[:CATEGORIES_SHOWN]


def _act_within(scope: str, acts: list[tuple[str, float]]) -> str:
    """范围定了之后，取与之相合的最可能的行为。"""
    for act, _ in acts:
        if scope_of_act(act) == scope:
            return act
    return acts[0][0]


def _scored_category(key: str, score: float) -> dict[str, Any]:
    found = category(key)
    return {"side": found.side, "code": found.code, "name": found.name, "score": round(score, 4)}
