"""修中心：认错的句子修过之后认对；同名的不互相推；没有认错的不动。"""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.search.refining import MARGIN, Row, refined


def row(*weights: float) -> Row:
    values = np.array(weights)
    return np.arange(len(weights), dtype=np.int64), values / np.linalg.norm(values)


def gap(centres: np.ndarray, one: Row, own: int, other: int) -> float:
    likeness = one[1] @ centres[one[0]]
    return float(likeness[own] - likeness[other])


SHARED = np.array([[0.9, 0.95], [0.3, 0.0], [0.0, 0.31]], dtype=np.float32)
"""两个中心几乎一样：第一个特征是共有的，后两个各有一个。"""
ROWS = [row(1.0, 0.2, 0.0), row(1.0, 0.0, 0.2)]


def test_what_was_mistaken_is_told_apart() -> None:
    before = gap(SHARED, ROWS[0], 0, 1)
    made = refined(SHARED, ROWS, np.array([0, 1]), np.array([0, 1]))
    assert before < MARGIN / 2 < gap(made, ROWS[0], 0, 1)
    assert gap(made, ROWS[1], 1, 0) > MARGIN / 2


def test_every_centre_has_the_length_of_one() -> None:
    made = refined(SHARED, ROWS, np.array([0, 1]), np.array([0, 1]))
    assert np.linalg.norm(made, axis=0) == pytest.approx([1, 1], abs=0.01)


def test_those_of_one_name_do_not_push_each_other() -> None:
    made = refined(SHARED, ROWS, np.array([0, 1]), np.array([0, 0]))
    assert made == pytest.approx(SHARED / np.linalg.norm(SHARED, axis=0), abs=0.003)


def test_a_centre_without_features_stays_empty() -> None:
    empty = np.hstack([SHARED, np.zeros((3, 1), dtype=np.float32)])
    made = refined(empty, ROWS, np.array([0, 1]), np.arange(3))
    assert np.isfinite(made).all()
    assert not made[:, 2].any()
