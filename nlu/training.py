"""训练：样例 → 词表和四头分类器（行为、范围、类目、方面），概率用留出的一份校准。"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
from sklearn.linear_model import LogisticRegression

from knowledge.taxonomy.aspects import ASPECTS
from knowledge.taxonomy.categories import CATEGORIES
from knowledge.text import Cutter
from nlu.examples import Example
from nlu.features import features
from nlu.linear import Head, Vocabulary, fit, log_softmax, save
from nlu.reading import read
from nlu.scope import SCOPES, scope_of_act
from nlu.signs import message_signs

DECAY: Final = {"act": 0.03, "scope": 0.1, "category": 0.1, "aspect": 0.2}
LEAST: Final = {"act": 2, "scope": 3, "category": 5, "aspect": 5}
"""一头只看在它的样例里至少出现这么多句的特征；少见的对类目没有用，只费时间。"""
STEPS: Final = {"act": 100, "scope": 100, "category": 120, "aspect": 150}
"""各头走几步；走到差不多收敛，添几句样例就不会翻来覆去。"""
CALIBRATION_STEPS: Final = {"act": 15, "scope": 15, "category": 50, "aspect": 15}
DERIVED_SHARE: Final = 8
REMARKS: Final = frozenset(("follow", "change_item", "change_region", "correct"))
REMARK_TIMES: Final = 3
"""追问、换地方、纠正这类短话样例少，一句当三句，免得被成千的提问淹没。"""
SECOND_LABEL: Final = 0.6
"""并列可取的类目里，非首选的目标值。"""
_AT_ONCE: Final = 2
HELD_OUT: Final = 5
"""每五句留一句校准。"""


def train(examples: Sequence[Example], cutter: Cutter, path: Path) -> None:
    """训练并写到 path（.npz）。样例里没有标注的那一头不参加训练。"""
    rows = [row_of(example.text, cutter) for example in examples]
    vocabulary = Vocabulary.build(rows)
    matrix = vocabulary.matrix(rows)
    # 类目一头占一大半时间，与它的校准、别的几头同时算；稀疏乘法和数组运算不占解释器的锁。
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        solving = {name: _solving(name, matrix, examples, pool) for name in reversed(_HEADS)}
        save(path, vocabulary, {name: solving[name]() for name in _HEADS})


def row_of(text: str, cutter: Cutter) -> list[str]:
    """一句话的特征；与 Understander 里的算法一致。"""
    clean, _ = read(text)
    return list(features(clean, cutter, message_signs(clean)))


def _solving(name: str, matrix: Any, examples: Sequence[Example], pool: ThreadPoolExecutor) -> Callable[[], Head]:
    """把这一头的训练和校准交给 pool；返回的函数等它们算完，给出这一头。"""
    labels, target_of = _HEADS[name](examples)
    kept = [place for place, example in enumerate(examples) if target_of(example) is not None]
    targets = np.zeros((len(kept), len(labels)))
    for row, place in enumerate(kept):
        for label, value in target_of(examples[place]).items():
            targets[row, labels.index(label)] = value
    exclusive, decay = name in ("act", "scope"), DECAY[name]
    columns = np.flatnonzero(np.bincount(matrix[kept].indices, minlength=matrix.shape[1]) >= LEAST[name])
    shown = matrix[kept][:, columns]
    times = [REMARK_TIMES if name == "act" and examples[place].act in REMARKS else 1 for place in kept]
    twice = np.repeat(np.arange(len(kept)), times)
    solved = pool.submit(fit, shown[twice], targets[twice], exclusive=exclusive, decay=decay, steps=STEPS[name])
    curve = pool.submit(_calibrate, shown, targets, exclusive, decay, CALIBRATION_STEPS[name])

    def head() -> Head:
        weights = np.zeros((matrix.shape[1] + 1, len(labels)), dtype=np.float32)
        weights[[*columns, -1]] = solved.result()
        return Head(labels, weights, exclusive, *curve.result())

    return head


def _calibrate(matrix: Any, targets: np.ndarray, exclusive: bool, decay: float, steps: int) -> tuple[float, float]:
    """Platt 校准：留出一份不参加训练，用它的分数拟合一条逻辑曲线。"""
    held = np.arange(matrix.shape[0]) % HELD_OUT == 0
    weights = fit(matrix[~held], targets[~held], exclusive=exclusive, decay=decay, steps=steps)
    logits = matrix[held] @ weights[:-1] + weights[-1]
    if exclusive:
        logits = log_softmax(logits)
    curve = LogisticRegression(C=100.0).fit(logits.reshape(-1, 1), (targets[held] > 0).ravel())
    return float(curve.coef_[0, 0]), float(curve.intercept_[0])


def _act_head(examples: Sequence[Example]) -> tuple[tuple[str, ...], Callable[[Example], Any]]:
    labels = tuple(sorted({example.act for example in examples}))
    return labels, lambda example: {example.act: 1.0} if _is_counted(example) else None


def _is_counted(example: Example) -> bool:
    """来自目录和诉求的句子都是提问，全算进来会把短短的“在广州办”也拉成提问；八句算一句，哪句由文字定。"""
    return not example.derived or crc32(example.text.encode()) % DERIVED_SHARE == 0


def _scope_head(examples: Sequence[Example]) -> tuple[tuple[str, ...], Callable[[Example], Any]]:
    seen = {scope_of_act(example.act) for example in examples if not example.derived}
    labels = tuple(name for name in SCOPES if name in seen)
    return labels, lambda example: None if example.derived else {scope_of_act(example.act): 1.0}


def _category_head(examples: Sequence[Example]) -> tuple[tuple[str, ...], Callable[[Example], Any]]:
    seen = {key for example in examples for key in example.categories or ()}
    labels = tuple(one.key for one in CATEGORIES if one.key in seen)

    def target(example: Example) -> Any:
        if not example.categories:
            return None
        return {key: SECOND_LABEL if place else 1.0 for place, key in enumerate(example.categories)}

    return labels, target


def _aspect_head(examples: Sequence[Example]) -> tuple[tuple[str, ...], Callable[[Example], Any]]:
    def target(example: Example) -> Any:
        return None if example.aspects is None else dict.fromkeys(example.aspects, 1.0)

    return tuple(ASPECTS), target


_HEADS: Final = {"scope": _scope_head, "act": _act_head, "aspect": _aspect_head, "category": _category_head}
