"""线性分类器：TF-IDF 上的多标签逻辑回归。训练用 L-BFGS，预测只做稀疏加法，不到一毫秒。"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

Matrix = Any
"""scipy.sparse.csr_matrix，形状 (句数, 特征数)，行已归一。"""

_REMEMBERED = 5
_SMALL = 1e-7
"""L-BFGS 记最近几步；一步只降这么一点就停。"""


@dataclass(frozen=True)
class Vocabulary:
    """特征名 → 列号，和各列的逆文档频率。"""

    columns: Mapping[str, int]
    idf: np.ndarray

    @classmethod
    def build(cls, rows: Sequence[Sequence[str]], least: int = 3) -> Vocabulary:
        """由样例的特征建表；在少于 least 句里出现的特征不收。"""
        counts = Counter(name for row in rows for name in set(row))
        names = sorted(name for name, count in counts.items() if count >= least)
        idf = np.array([math.log((1 + len(rows)) / (1 + counts[name])) + 1 for name in names], dtype=np.float32)
        return cls({name: column for column, name in enumerate(names)}, idf)

    def vector(self, row: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
        """一句话的 (列号, 值)；次线性词频，长度归一。没有已知特征时为空。"""
        counts = Counter(map(self.columns.get, row))
        counts.pop(None, None)
        columns = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        values = np.log1p(np.fromiter(counts.values(), dtype=np.float32, count=len(counts))) * self.idf[columns]
        norm = float(np.sqrt(values @ values))
        return columns, values / norm if norm else values

    def matrix(self, rows: Sequence[Sequence[str]]) -> Matrix:
        """许多句话的稀疏矩阵，形状 (len(rows), len(columns))。"""
        vectors = [self.vector(row) for row in rows]
        pointers = np.cumsum([0, *(len(columns) for columns, _ in vectors)])
        columns = np.concatenate([columns for columns, _ in vectors])
        values = np.concatenate([values for _, values in vectors])
        return sparse.csr_matrix((values, columns, pointers), shape=(len(rows), len(self.columns)))


def fit(matrix: Matrix, targets: np.ndarray, *, exclusive: bool, decay: float, steps: int = 40) -> np.ndarray:
    """解出权重，形状 (特征数 + 1, 标签数)，末行是截距。

    targets：形状 (句数, 标签数)，值 0 到 1。exclusive 为真时用 softmax（每行须和为 1），否则各标签独立。
    decay：二次惩罚的强度；截距不罚。全用单精度。
    """
    matrix = matrix.astype(np.float32)
    wanted = targets.astype(np.float32)
    transposed = matrix.T.tocsr()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        logits = matrix @ weights[:-1] + weights[-1]
        value, error = _softmax_loss(logits, wanted) if exclusive else _sigmoid_loss(logits, wanted)
        gradient = np.vstack([transposed @ error + decay * weights[:-1], error.sum(axis=0, keepdims=True)])
        return value + 0.5 * decay * float((weights[:-1] ** 2).sum(dtype=np.float64)), gradient

    return descend(loss, np.zeros((matrix.shape[1] + 1, targets.shape[1]), dtype=np.float32), steps)


def descend(loss: Callable[[np.ndarray], tuple[float, np.ndarray]], start: np.ndarray, steps: int) -> np.ndarray:
    """L-BFGS：由 start 起下降 steps 步；loss 返回 (值, 梯度)，须是凸的。

    SciPy 的 L-BFGS-B 为几百万个变量各建一个空的上下界，一半时间花在那上面；这里没有上下界，结果有测试与它比对。
    """
    place, (value, slope) = start, loss(start)
    pairs: deque[tuple[np.ndarray, np.ndarray, float]] = deque(maxlen=_REMEMBERED)
    for _ in range(steps):
        course = -_curved(slope, pairs)
        length = 1.0 if pairs else 1.0 / max(1.0, float(np.abs(slope).sum()))
        steepness = _dot(course, slope)
        while True:
            ahead = place + np.float32(length) * course
            reached, rising = loss(ahead)
            if reached <= value + 1e-4 * length * steepness or length < 1e-10:
                break
            length /= 2
        moved, turned = ahead - place, rising - slope
        bend = _dot(moved, turned)
        if bend > 0:
            pairs.append((moved, turned, bend))
        if value - reached <= _SMALL * max(abs(value), 1.0):
            return ahead
        place, value, slope = ahead, reached, rising
    return place


def _curved(slope: np.ndarray, pairs: Sequence[tuple[np.ndarray, np.ndarray, float]]) -> np.ndarray:
    """由最近几步的 (位移, 梯度之差, 两者的内积) 估出的曲率校正过的梯度（两遍循环）。"""
    result = slope.copy()
    shares = []
    for moved, turned, bend in reversed(pairs):
        share = _dot(moved, result) / bend
        result -= np.float32(share) * turned
        shares.append(share)
    if pairs:
        _, turned, bend = pairs[-1]
        result *= np.float32(bend / _dot(turned, turned))
    for (moved, turned, bend), share in zip(pairs, reversed(shares), strict=True):
        result += np.float32(share - _dot(turned, result) / bend) * moved
    return result


def _dot(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.vdot(one, other))


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """末一维上的对数 softmax。"""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    logs: np.ndarray = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs


def _softmax_loss(logits: np.ndarray, targets: np.ndarray) -> tuple[float, np.ndarray]:
    logs = log_softmax(logits)
    return -float((targets * logs).sum()), np.exp(logs) - targets


def _sigmoid_loss(logits: np.ndarray, targets: np.ndarray) -> tuple[float, np.ndarray]:
    small = np.exp(-np.abs(logits))
    value = np.maximum(logits, 0) + np.log1p(small) - targets * logits
    chances = np.where(logits >= 0, 1 / (1 + small), small / (1 + small))
    return float(value.sum(dtype=np.float64)), chances - targets


@dataclass(frozen=True)
class Head:
    """一头分类：标签、权重，和把分数化为概率的两个数（Platt 校准：1/(1+exp(-(scale·x+shift)))）。"""

    labels: tuple[str, ...]
    weights: np.ndarray
    exclusive: bool
    scale: float = 1.0
    shift: float = 0.0

    def logits(self, columns: np.ndarray, values: np.ndarray) -> np.ndarray:
        """各标签的原始分数，形状 (标签数,)。"""
        result: np.ndarray = values @ self.weights[columns] + self.weights[-1]
        return result

    def scores(self, columns: np.ndarray, values: np.ndarray) -> list[tuple[str, float]]:
        """(标签, 概率)，由高到低；同分按标签次序。"""
        logits = self.logits(columns, values)
        if self.exclusive:
            logits = log_softmax(logits)
        chances = 1 / (1 + np.exp(-(self.scale * logits + self.shift)))
        order = np.argsort(-chances, kind="stable")
        return [(self.labels[place], float(chances[place])) for place in order]


def save(path: Path, vocabulary: Vocabulary, heads: Mapping[str, Head]) -> None:
    """写成一个 .npz 文件，不含可执行内容。"""
    arrays: dict[str, Any] = {"names": np.array(list(vocabulary.columns)), "idf": vocabulary.idf}
    for name, head in heads.items():
        arrays[f"{name}.labels"] = np.array(head.labels)
        arrays[f"{name}.weights"] = head.weights.astype(np.float16)
        arrays[f"{name}.numbers"] = np.array([head.exclusive, head.scale, head.shift], dtype=np.float64)
    np.savez_compressed(path, **arrays)


def load(path: Path) -> tuple[Vocabulary, dict[str, Head]]:
    """读回 save 写的文件。"""
    with np.load(path, allow_pickle=False) as arrays:
        vocabulary = Vocabulary({str(name): place for place, name in enumerate(arrays["names"])}, arrays["idf"])
        heads = {}
        for name in sorted({key.split(".")[0] for key in arrays.files if "." in key}):
            exclusive, scale, shift = arrays[f"{name}.numbers"]
            labels = tuple(str(label) for label in arrays[f"{name}.labels"])
            weights = arrays[f"{name}.weights"].astype(np.float32)
            heads[name] = Head(labels, weights, bool(exclusive), float(scale), float(shift))
    return vocabulary, heads
