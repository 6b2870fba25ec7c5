"""排序：几个看得懂的特征加权相加，再化成概率。权重在 weights.json，由 bench/train_ranker.py 训练。"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter, mul
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from knowledge.search.candidate import Candidate
from knowledge.search.characters import characters, weight
from knowledge.search.letters import NOTHING, Spelt, score
from knowledge.search.operations import CORE, agreement
from knowledge.search.qualifiers import KINDS, NEUTRAL, SPECIAL
from knowledge.search.query import Query
from knowledge.search.wanted import Likeness, Wanted

FEATURES: Final = (
    "bm25",
    "bm25_share",
    "said_covered",
    "meant_covered",
    "groundless",
    "name_covered",
    "contains_name",
    "characters_named",
    "characters_said",
    "spelt",
    "verbatim",
    "question_ratio",
    "operation",
    "operation_clash",
    "operation_unmet",
    "operation_missing",
    "category",
    "category_known",
    "side",
    "extra_operations",
    "extra_special",
    "extra_qualifiers",
    "missing_qualifiers",
    "missing_kind",
    "common",
    "need",
    "need_first",
    "need_known",
)
_LITTLE: Final = 0.15
"""逐字像到这么多还不算像：口语的提问，随便哪个名称都有几个字相同。"""
_GROUND, _HEARD, _BRIEF = 0.3, 0.5, 8
"""说的词有这么多在候选里，或者认出诉求有这么大的把握，才不算没有根据；比 _BRIEF 个字长的话，按长度减轻。"""
_DOUBT: Final = 0.8
"""照着一个名称说的话里，认出的诉求至多轻这么多。"""
_SHORTEST, _SHORT = 3, 24
"""看“原样”的提问有多长。"""
_IN_ORDER: Final = itemgetter(*FEATURES)
WEIGHTS_FILE: Final = Path(__file__).with_name("weights.json")


@cache
def weights() -> tuple[dict[str, float], float]:
    """(各特征的权重, 截距)。"""
    kept = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return {name: float(kept["weights"].get(name, 0.0)) for name in FEATURES}, float(kept["bias"])


def chances(rows: Sequence[Mapping[str, float]]) -> list[float]:
    """各候选就是所要的那一件的概率，0 到 1。“都不是”也算一个选项，分数固定为 0，所以加起来不到 1。"""
    factors, bias = weights()
    ordered = _IN_ORDER(factors)
    logits = [bias + sum(map(mul, ordered, _IN_ORDER(row))) for row in rows]
    top = max([0.0, *logits])
    powers = [math.exp(logit - top) for logit in logits]
    whole = sum(powers) + math.exp(-top)
    return [power / whole for power in powers]


@dataclass(frozen=True, slots=True)
class Weighed:
    """一句提问里与候选无关、只算一次的：各单元的稀有程度，和说出的、扩展的单元的稀有程度之和。"""

    query: Query
    rarity: Mapping[str, float]
    said: frozenset[str]
    meant: frozenset[str]
    every: frozenset[str]
    said_total: float
    meant_total: float
    characters: tuple[frozenset[str], float] = (frozenset(), 0.0)
    needs: tuple[Wanted, ...] = ()
    spelt: Spelt = NOTHING


def weigh(
    query: Query,
    rarity: Mapping[str, float],
    needs: tuple[Wanted, ...] = (),
    spelt: Spelt = NOTHING,
) -> Weighed:
    """rarity 须含提问的全部单元。"""
    said, meant = frozenset(query.said), frozenset(query.meant)
    chars = characters(query.bare)
    totals = _sum(query.said, rarity), _sum(query.meant, rarity)
    return Weighed(query, rarity, said, meant, said | meant, *totals, (chars, weight(chars)), needs, spelt)


def features(
    weighed: Weighed,
    candidate: Candidate,
    bm25: float,
    best_bm25: float,
    categories: Mapping[str, float],
    side: str | None,
    likeness: Likeness,
) -> dict[str, float]:
    """一个候选的特征。

    bm25：它的 BM25 分；best_bm25：同次检索的最高分；
    categories：类目 → 概率（0 到 1），没有则为空；side：办事对象，不知道为 None。
    """
    query = weighed.query
    common = weighed.characters[0] & candidate.characters
    chars = [(weight(common & one), total) for one, total in candidate.name_characters] if common else [(0.0, 1.0)]
    extra = candidate.qualifiers - query.qualifiers
    alike = [(one.chance, likeness.of(one, candidate)) for one in weighed.needs]
    covered = _share(weighed.said & candidate.units, weighed.rarity, weighed.said_total)
    agreed = agreement(query.operations, candidate.operations)
    return {
        "bm25": math.log1p(bm25) / 5,
        "bm25_share": bm25 / best_bm25 if best_bm25 else 0.0,
        "said_covered": covered,
        "meant_covered": _share(weighed.meant & candidate.units, weighed.rarity, weighed.meant_total),
        "groundless": _groundless(query, covered, alike[0][0] if alike else 0.0),
        "name_covered": _name_covered(weighed, candidate),
        "contains_name": float(_contains(query.text, candidate.named)),
        "characters_named": max([common / total for common, total in chars if total], default=0.0),
        "characters_said": max([common for common, _ in chars], default=0.0) / (weighed.characters[1] or 1.0),
        "spelt": _spelt(weighed, candidate),
        "verbatim": _verbatim(query, candidate),
        "question_ratio": _question(query, candidate),
        "operation": float(agreed > 0),
        "operation_clash": float(agreed < 0),
        "operation_unmet": float(bool(query.operations) and agreed == 0),
        "operation_missing": float(bool(candidate.operations) and agreed == 0),
        "category": max([categories.get(key, 0.0) for key in candidate.categories], default=0.0),
        "category_known": float(bool(categories) and bool(candidate.categories)),
        "side": _side(query, candidate, side),
        "extra_operations": min(len((candidate.operations - query.operations) & CORE), 2) / 2,
        "extra_special": min(len(extra & SPECIAL), 2) / 2,
        "extra_qualifiers": min(len(extra - SPECIAL - NEUTRAL), 3) / 3,
        "missing_qualifiers": min(len(query.qualifiers - candidate.qualifiers), 3) / 3,
        "missing_kind": float(bool((query.qualifiers & KINDS) - candidate.qualifiers)),
        "common": candidate.commonness,
        "need": sum([chance * like for chance, like in alike]),
        "need_first": max([chance**0.5 * like**2 for chance, like in alike], default=0.0),
        "need_known": alike[0][0] if alike else 0.0,
    }


def doubted(rows: list[dict[str, float]]) -> list[dict[str, float]]:
    """照着一个名称说的（话的大半在那个名称里，那个名称的大半在话里），认出的诉求就轻些：说了名称，就不必猜。"""
    best = max(rows, key=itemgetter("spelt"), default=None)
    if best is not None:
        kept = 1 - _DOUBT * min(best["spelt"], 1.0) * best["characters_named"]
        for row in rows:
            row["need_first"] *= kept
    return rows


def _spelt(weighed: Weighed, candidate: Candidate) -> float:
    """逐字的 BM25 除以全句的稀有程度，减去 _LITTLE；0 到 1 上下，名称短的可以过 1。"""
    asked = weighed.spelt
    share = score(asked.units, candidate.name_letters) / asked.total if asked.total else 0.0
    return max(0.0, share - _LITTLE)


def _groundless(query: Query, covered: float, heard: float) -> float:
    """没有根据：短短一句，说的词大半对不上（covered：对上的份额），也没认出诉求（heard：最大的把握）；0 到 1。

    “核聚变反应堆”只有“反应”两个字在“预防接种异常反应鉴定”里。长的话里本来就有许多对不上的，不看。
    """
    brief = min(1.0, _BRIEF / max(len(query.bare.strip()), 1))
    return brief * max(0.0, 1 - covered / _GROUND) * max(0.0, 1 - heard / _HEARD)


def _sum(units: Iterable[str], rarity: Mapping[str, float]) -> float:
    return sum(map(rarity.__getitem__, units))


def _share(shared: Iterable[str], rarity: Mapping[str, float], total: float) -> float:
    return _sum(shared, rarity) / total if total else 0.0


def _contains(text: str, named: Iterable[str]) -> bool:
    return any(map(text.__contains__, named))


def _name_covered(weighed: Weighed, candidate: Candidate) -> float:
    shared = weighed.every & candidate.units
    if not shared:
        return 0.0
    pairs = zip(candidate.name_units, candidate.name_totals, strict=True)
    return max([_sum(units & shared, weighed.rarity) / total for units, total in pairs if total], default=0.0)


def _question(query: Query, candidate: Candidate) -> float:
    best = process.extractOne(query.text, candidate.questions, scorer=fuzz.ratio) if candidate.questions else None
    return best[1] / 100 if best else 0.0


def _verbatim(query: Query, candidate: Candidate) -> float:
    """短的提问在名称里原样有多少（0 到 1，平方过）：“印鉴公证”就在“文书上的签名（印鉴）公证指引”里。"""
    said = query.bare.strip()
    if not _SHORTEST <= len(said) <= _SHORT:
        return 0.0
    fits = [fuzz.partial_ratio(said, name) for name in candidate.names if len(name) >= len(said)]
    return float((max(fits, default=0.0) / 100) ** 2)


def _side(query: Query, candidate: Candidate, side: str | None) -> float:
    wanted = side or ("法人" if query.seems_legal else "个人")
    if not candidate.sides:
        return 0.0
    return 1.0 if wanted in candidate.sides else -1.0
