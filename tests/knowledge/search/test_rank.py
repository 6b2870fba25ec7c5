"""排序：权重与特征一一对应，概率加起来不到 1。"""

from __future__ import annotations

import json
import math

import pytest

from knowledge.search.rank import FEATURES, WEIGHTS_FILE, chances, weights


def test_weights_are_those_of_the_features() -> None:
    kept = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    assert list(kept["weights"]) == list(FEATURES)
    assert all(math.isfinite(value) for value in (*kept["weights"].values(), kept["bias"]))
    assert weights() == (kept["weights"], kept["bias"])


def _row(value: float) -> dict[str, float]:
    return dict.fromkeys(FEATURES, 0.0) | {"bm25_share": value}


@pytest.mark.parametrize("values", [[], [0.0], [1.0, 0.5], [1.0] * 40, [1_000.0, -1_000.0], [1_000.0] * 3])
def test_chances_leave_room_for_none_of_them(values: list[float]) -> None:
    found = chances([_row(value) for value in values])
    assert len(found) == len(values)
    assert all(0.0 <= chance <= 1.0 for chance in found)
    assert sum(found) <= 1.0 + 1e-9


def test_more_of_a_good_feature_is_more_likely() -> None:
    low, high = chances([_row(0.2), _row(0.9)])
    assert low < high
