"""认诉求：一句话最像哪几个诉求。每个诉求的问法和名称合成一个 TF-IDF 中心，修得分得开些，问话与各中心比夹角。

建一次几秒，建好的留在盘上，改了数据重启就生效；哪些字词起了作用一看便知。
比过朴素贝叶斯、近邻、支持向量机，见 docs/evaluation.md。
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import numpy as np

from knowledge.needs import Need, needs
from knowledge.search.lexicon import expand
from knowledge.search.operations import operations
from knowledge.search.qualifiers import qualifiers
from knowledge.search.refining import Row, refined
from knowledge.text import default_cutter, normalise

SHOWN: Final = 6
SHARPNESS: Final = 50.0
"""相似度（0 到 1）化为概率时的陡度；见 bench/needs.py 的校准。"""
SUPPORT: Final = 2.0
"""类目分类器的旁证抵多少分。"""
VOTE: Final = 0.2
"""合成类目时，所认的诉求抵分类器的几成。"""
NONE: Final = 0.15
"""“都不是”的相似度：没有这个诉求的话，最像的那个多半也只有这么像。"""
NAME_WEIGHT: Final = 1.5
"""一个名称抵几句问法。"""
LONGEST: Final = 160
MOST_ASKED: Final = 16
"""一个诉求至多写这么多种问法；写得多的是问的人多的。"""
PARTS_COUNT: Final = 3
"""动作和限定各算几次出现：补领不是换领，签注不是通行证，比一般的字要紧。"""
RARE: Final = 2
"""全部诉求里，不到这么多句里出现的特征不要：省一半地方，认得一样准。"""
_LENGTHS: Final = (1, 2)
_RUN: Final = re.compile(r"[0-9a-z]+|[\u3400-\u9fff\U00020000-\U0003ffff]+")
_DIGITS: Final = re.compile(r"\d+")


def marks(text: str) -> Iterator[str]:
    """一句话的特征：词、单字、相邻两字、词典对应的官方用语、办理动作、限定。text 须已归一。"""
    clean = _DIGITS.sub("0", text[:LONGEST])
    yield from (f"w:{word}" for word in default_cutter().words(clean))
    for run in _RUN.findall(clean):
        for size in _LENGTHS:
            yield from (run[start : start + size] for start in range(len(run) - size + 1))
    yield from (f"m:{word}" for word in expand(clean))
    parts = [*(f"o:{one}" for one in operations(clean)), *(f"q:{one}" for one in qualifiers(clean))]
    for _ in range(PARTS_COUNT):
        yield from parts


@dataclass(frozen=True)
class Recogniser:
    """各诉求的中心（长度为 1），按特征倒排：第 n 个特征的 (诉求, 权重) 在 places、values 的 starts[n] 到 starts[n+1]。

    numbers：特征 → 序号；idf：各特征的逆文档频率；category_of：类目 → 属于它的诉求（布尔）。
    """

    needs: tuple[Need, ...]
    numbers: dict[str, int] = field(repr=False)
    idf: np.ndarray = field(repr=False)
    starts: np.ndarray = field(repr=False)
    places: np.ndarray = field(repr=False)
    values: np.ndarray = field(repr=False)
    category_of: dict[str, np.ndarray] = field(repr=False)
    _last: list[tuple[str, np.ndarray]] = field(default_factory=list, repr=False)

    def similar(self, text: str) -> np.ndarray:
        """与各诉求的相似度（0 到 1），形状 (诉求数,)；一轮里问几遍的只算一遍。text 须已归一。"""
        held = self._last[:]
        if not held or held[0][0] != text:
            held = self._last[:] = [(text, self._similar(text))]
        return held[0][1]

    def _similar(self, text: str) -> np.ndarray:
        found, weights = _row(Counter(marks(text)), self.numbers, self.idf)
        if not len(found):
            return np.zeros(len(self.needs))
        slices = [slice(start, end) for start, end in zip(self.starts[found], self.starts[found + 1], strict=True)]
        places = np.concatenate([self.places[one] for one in slices])
        values = np.concatenate([self.values[one] * weight for one, weight in zip(slices, weights, strict=True)])
        return np.bincount(places, weights=values, minlength=len(self.needs))

    def recognise(self, text: str, categories: Mapping[str, float] | None = None) -> list[tuple[Need, float]]:
        """最像的几个 (诉求, 概率)，由高到低；都不太像的，概率加起来远不到 1。

        categories 是类目 → 概率，只作旁证；text 须已归一。
        """
        likeness = self.similar(text)
        if not likeness.any():
            return []
        scores = SHARPNESS * likeness + self._support(categories or {})
        top = max(float(scores.max()), SHARPNESS * NONE)
        chances = np.exp(scores - top)
        chances /= chances.sum() + math.exp(SHARPNESS * NONE - top)
        best = np.argsort(-chances, kind="stable")[:SHOWN]
        return [(self.needs[place], float(chances[place])) for place in best]

    def categories(self, text: str, guessed: Mapping[str, float]) -> dict[str, float]:
        """类目 → 分数（0 到 1），由高到低：分类器的概率，合上所认的诉求属于哪些类目；次要的类目算一半。"""
        votes: dict[str, float] = dict.fromkeys(guessed, 0.0)
        for need, chance in self.recognise(text):
            for place, key in enumerate(need.categories):
                votes[key] = votes.get(key, 0.0) + chance * (0.5 if place else 1.0)
        scores = {key: (guessed.get(key, 0.0) + VOTE * min(vote, 1.0)) / (1 + VOTE) for key, vote in votes.items()}
        return dict(sorted(scores.items(), key=lambda one: -one[1]))

    def commonness(self, names: Sequence[str]) -> float:
        """名称所指的事有多少人问（0 到 1）：最像的诉求有多少种问法，按像的程度打折。names 须已归一。"""
        best = 0.0
        for name in names:
            likeness = self.similar(name)
            place = int(likeness.argmax())
            asked = math.log1p(len(self.needs[place].questions)) / math.log1p(MOST_ASKED)
            best = max(best, float(likeness[place]) * min(asked, 1.0))
        return best

    def _support(self, categories: Mapping[str, float]) -> np.ndarray:
        """类目分类器的旁证：一个诉求的各类目里概率最大的。"""
        support = np.zeros(len(self.needs))
        for key, chance in categories.items():
            if key in self.category_of:
                np.maximum(support, self.category_of[key] * chance, out=support)
        return SUPPORT * support


@cache
def default_recogniser() -> Recogniser:
    """全部诉求的认诉求器；第一次调用时建。"""
    return build(needs(), RARE)


def build(known: Sequence[Need], rare: int = 1) -> Recogniser:
    """由诉求建；不到 rare 句里出现的特征不要。"""
    texts = [(place, text, weight) for place, need in enumerate(known) for text, weight in _texts(need)]
    counted = [Counter(marks(normalise(text))) for _, text, _ in texts]
    seen = Counter(name for row in counted for name in row)
    numbers = {name: number for number, name in enumerate(name for name, count in seen.items() if count >= rare)}
    idf = np.array([math.log((1 + len(texts)) / (1 + seen[name])) + 1 for name in numbers])
    rows = [_row(row, numbers, idf) for row in counted]
    owners = np.array([place for place, _, _ in texts], dtype=np.int64)
    centres = np.zeros((len(numbers), len(known)), dtype=np.float32)
    for (found, weights), (place, _, share) in zip(rows, texts, strict=True):
        centres[found, place] += (weights * share).astype(np.float32)
    made = refined(centres, rows, owners, _alike(known))
    features, places = np.nonzero(made)
    return Recogniser(
        needs=tuple(known),
        numbers=numbers,
        idf=idf,
        starts=np.searchsorted(features, np.arange(len(numbers) + 1)),
        places=places,
        values=made[features, places].astype(np.float64),
        category_of=category_of(known),
    )


def _row(counts: Counter[str], numbers: Mapping[str, int], idf: np.ndarray) -> Row:
    """一句的特征序号与权重，权重的长度为 1。"""
    known = {numbers[name]: count for name, count in counts.items() if name in numbers}
    found = np.fromiter(known, dtype=np.int64, count=len(known))
    weights = np.log1p(np.fromiter(known.values(), dtype=np.float64, count=len(known))) * idf[found]
    return found, weights / (math.sqrt(float(weights @ weights)) or 1.0)


def _alike(known: Sequence[Need]) -> np.ndarray:
    """各诉求的同名组：有一个名称相同就是一组。"""
    first: dict[str, int] = {}
    groups = np.arange(len(known))
    for place, need in enumerate(known):
        for name in need.names:
            groups[place] = groups[first.setdefault(name, place)]
    return groups


def _texts(need: Need) -> Iterator[tuple[str, float]]:
    yield from ((question.text, 1.0) for question in need.questions)
    yield from ((name, NAME_WEIGHT) for name in need.names)


def category_of(known: Sequence[Need]) -> dict[str, np.ndarray]:
    """类目 → 属于它的诉求，形状 (诉求数,)，1 或 0。"""
    keys = dict.fromkeys(key for need in known for key in need.categories)
    return {key: np.array([key in need.categories for need in known], dtype=np.float64) for key in keys}
