"""线性分类器：在一小撮数据上学得开，存取相等，概率在 0 到 1。"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import minimize

from nlu.linear import Head, Vocabulary, fit, load, log_softmax, save

ROWS = [["证", "丢"], ["证", "补"], ["税", "交"], ["税", "票"], ["证", "证", "丢"], ["税", "交", "票"]]
LABELS = ("证件", "税务")
TARGETS = np.array([[1.0, 0], [1, 0], [0, 1], [0, 1], [1, 0], [0, 1]])


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary.build(ROWS, least=1)


def head_of(vocabulary: Vocabulary, *, exclusive: bool) -> Head:
    weights = fit(vocabulary.matrix(ROWS), TARGETS, exclusive=exclusive, decay=0.01)
    return Head(LABELS, weights, exclusive, scale=1.5, shift=0.25)


def test_a_rare_feature_is_not_taken() -> None:
    assert set(Vocabulary.build(ROWS, least=3).columns) == {"证", "税"}


def test_a_rarer_feature_weighs_more(vocabulary: Vocabulary) -> None:
    assert vocabulary.idf[vocabulary.columns["补"]] > vocabulary.idf[vocabulary.columns["证"]]


def test_a_vector_has_length_one(vocabulary: Vocabulary) -> None:
    columns, values = vocabulary.vector(["证", "证", "丢", "没见过"])
    assert sorted(columns) == sorted(vocabulary.columns[name] for name in ("证", "丢"))
    assert np.isclose(values @ values, 1.0)


def test_a_repeated_feature_counts_less_than_double(vocabulary: Vocabulary) -> None:
    columns, values = vocabulary.vector(["证", "证", "税"])
    ratio = (
        values[list(columns).index(vocabulary.columns["证"])] / values[list(columns).index(vocabulary.columns["税"])]
    )
    assert 1 < ratio < 2


def test_the_matrix_holds_the_vectors(vocabulary: Vocabulary) -> None:
    matrix = vocabulary.matrix(ROWS)
    columns, values = vocabulary.vector(ROWS[0])
    assert matrix.shape == (len(ROWS), len(vocabulary.columns))
    assert np.allclose(matrix[0].toarray()[0][columns], values)


@pytest.mark.parametrize("exclusive", [True, False])
@pytest.mark.parametrize(
    ("row", "label"), [(["证"], "证件"), (["补", "丢"], "证件"), (["税"], "税务"), (["票"], "税务")]
)
def test_it_separates(exclusive: bool, row: list[str], label: str, vocabulary: Vocabulary) -> None:
    scores = head_of(vocabulary, exclusive=exclusive).scores(*vocabulary.vector(row))
    assert scores[0][0] == label
    assert scores[0][1] > scores[1][1]


@pytest.mark.parametrize("exclusive", [True, False])
@pytest.mark.parametrize("row", [["证"], ["税", "证"], ["没见过"], []])
def test_scores_are_chances_best_first(exclusive: bool, row: list[str], vocabulary: Vocabulary) -> None:
    chances = [chance for _, chance in head_of(vocabulary, exclusive=exclusive).scores(*vocabulary.vector(row))]
    assert all(0 <= chance <= 1 for chance in chances)
    assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize("row", [["没见过"], []])
def test_a_row_without_known_features_falls_back_on_the_intercept(row: list[str], vocabulary: Vocabulary) -> None:
    columns, values = vocabulary.vector(row)
    head = head_of(vocabulary, exclusive=True)
    assert (len(columns), len(values)) == (0, 0)
    assert np.allclose(head.logits(columns, values), head.weights[-1])


def test_a_stronger_decay_makes_smaller_weights(vocabulary: Vocabulary) -> None:
    matrix = vocabulary.matrix(ROWS)
    loose, tight = (fit(matrix, TARGETS, exclusive=False, decay=decay) for decay in (0.01, 10.0))
    assert np.abs(tight[:-1]).max() < np.abs(loose[:-1]).max()


def test_equal_scores_keep_the_order_of_the_labels() -> None:
    head = Head(("甲", "乙", "丙"), np.zeros((2, 3)), exclusive=False)
    assert [label for label, _ in head.scores(np.array([0]), np.array([1.0]))] == ["甲", "乙", "丙"]


def test_log_softmax_sums_to_one_even_for_large_numbers() -> None:
    assert np.isclose(np.exp(log_softmax(np.array([1000.0, 999.0, -1000.0]))).sum(), 1.0)


def test_what_is_saved_comes_back(vocabulary: Vocabulary, tmp_path: Path) -> None:
    heads = {"act": head_of(vocabulary, exclusive=True), "category": head_of(vocabulary, exclusive=False)}
    save(tmp_path / "m.npz", vocabulary, heads)
    back, loaded = load(tmp_path / "m.npz")
    assert back.columns == vocabulary.columns
    assert np.array_equal(back.idf, vocabulary.idf)
    for name, head in heads.items():
        assert (loaded[name].labels, loaded[name].exclusive) == (head.labels, head.exclusive)
        assert (loaded[name].scale, loaded[name].shift) == (head.scale, head.shift)
        # 权重存成半精度
        assert np.array_equal(loaded[name].weights, head.weights.astype(np.float16).astype(np.float32))


def test_saving_what_was_loaded_changes_nothing(vocabulary: Vocabulary, tmp_path: Path) -> None:
    save(tmp_path / "a.npz", vocabulary, {"act": head_of(vocabulary, exclusive=True)})
    save(tmp_path / "b.npz", *load(tmp_path / "a.npz"))
    (_, first), (_, second) = load(tmp_path / "a.npz"), load(tmp_path / "b.npz")
    row = vocabulary.vector(["证", "交"])
    assert first["act"].scores(*row) == second["act"].scores(*row)


@pytest.mark.parametrize("exclusive", [True, False])
def test_it_descends_as_far_as_scipy(exclusive: bool) -> None:
    dice = np.random.default_rng(3)
    matrix = sparse.csr_matrix(dice.random((60, 8)).astype(np.float32))
    targets = np.eye(3)[dice.integers(0, 3, 60)]

    def loss(flat: np.ndarray) -> float:
        weights = flat.reshape(9, 3)
        logits = matrix @ weights[:-1] + weights[-1]
        if exclusive:
            value = -float((targets * log_softmax(logits)).sum())
        else:
            value = float((np.logaddexp(0, logits) - targets * logits).sum())
        return value + 0.05 * float((weights[:-1] ** 2).sum())

    ours = fit(matrix, targets, exclusive=exclusive, decay=0.1, steps=300)
    theirs = minimize(loss, np.zeros(27), method="L-BFGS-B").fun
    assert loss(ours.astype(np.float64).ravel()) == pytest.approx(theirs, rel=1e-3)
