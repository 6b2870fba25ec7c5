"""训练：一小撮样例学得出来，没有标注的那一头不受影响，概率经过校准。"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.taxonomy.aspects import ASPECTS
from knowledge.text import Cutter
from nlu.examples import Example
from nlu.linear import Head, Vocabulary, load
from nlu.training import row_of, train

CARD = ("个人/证件办理", "个人/户籍办理")
TAX = ("个人/纳税缴费",)
EXAMPLES = [
    *(
        Example(f"身份证{how}要带什么材料", "ask", CARD, ("materials",))
        for how in ("丢了", "补办", "换新", "到期", "过期")
    ),
    *(Example(f"个税{how}要交多少钱", "ask", TAX, ("fee",)) for how in ("申报", "汇算", "补缴", "退税", "年底")),
    *(Example(f"你好{tail}", "greet") for tail in ("", "呀", "啊", "哦", "！")),
    *(Example(f"今天天气{tail}", "out_of_scope") for tail in ("怎么样", "好吗", "冷吗", "如何", "热不热")),
]

Model = tuple[Vocabulary, dict[str, Head]]


@pytest.fixture(scope="module")
def model(cutter: Cutter, tmp_path_factory: pytest.TempPathFactory) -> Model:
    path = tmp_path_factory.mktemp("tiny") / "tiny.npz"
    train(EXAMPLES, cutter, path)
    return load(path)


def scores(model: Model, head: str, text: str, cutter: Cutter) -> dict[str, float]:
    vocabulary, heads = model
    return dict(heads[head].scores(*vocabulary.vector(row_of(text, cutter))))


def test_the_labels_of_each_head(model: Model) -> None:
    _, heads = model
    assert heads["act"].labels == ("ask", "greet", "out_of_scope")
    assert set(heads["category"].labels) == {*CARD, *TAX}
    assert heads["aspect"].labels == tuple(ASPECTS)


def test_only_the_acts_exclude_each_other(model: Model) -> None:
    assert {name: head.exclusive for name, head in model[1].items()} == {
        "act": True,
        "scope": True,
        "category": False,
        "aspect": False,
    }


LEARNT = [
    # 没见过的话, 哪一头, 首选
    ("身份证坏了要带什么材料", "act", "ask"),
    ("身份证坏了要带什么材料", "category", "个人/证件办理"),
    ("身份证坏了要带什么材料", "aspect", "materials"),
    ("个税要交多少钱", "category", "个人/纳税缴费"),
    ("个税要交多少钱", "aspect", "fee"),
    ("你好呢", "act", "greet"),
    ("今天天气很好", "act", "out_of_scope"),
]


@pytest.mark.parametrize(("text", "head", "label"), LEARNT)
def test_it_learns(text: str, head: str, label: str, model: Model, cutter: Cutter) -> None:
    found = scores(model, head, text, cutter)
    assert max(found, key=lambda name: found[name]) == label
    assert all(0 <= chance <= 1 for chance in found.values())


def test_the_second_acceptable_category_comes_second(model: Model, cutter: Cutter) -> None:
    found = scores(model, "category", "身份证坏了要带什么材料", cutter)
    assert found["个人/证件办理"] > found["个人/户籍办理"] > found["个人/纳税缴费"]


def test_unlabelled_examples_stay_out_of_a_head(model: Model, cutter: Cutter, tmp_path: Path) -> None:
    more = [*EXAMPLES, *(Example(f"身份证{n}号窗口", "follow") for n in ("甲", "乙", "丙", "丁", "戊"))]
    train(more, cutter, tmp_path / "more.npz")
    _, heads = load(tmp_path / "more.npz")
    assert set(heads["category"].labels) == set(model[1]["category"].labels)
    assert "follow" in heads["act"].labels


def test_calibration_keeps_the_order(model: Model) -> None:
    assert all(head.scale > 0 for head in model[1].values())


def test_training_twice_gives_the_same(model: Model, cutter: Cutter, tmp_path: Path) -> None:
    train(EXAMPLES, cutter, tmp_path / "again.npz")
    _, heads = load(tmp_path / "again.npz")
    assert all(np.array_equal(heads[name].weights, head.weights) for name, head in model[1].items())


@pytest.mark.parametrize(("left", "right"), [("交了十五年", "交了15年"), ("身份證", "身份证"), ("ＡＰＰ", "app")])
def test_rows_are_normalised(left: str, right: str, cutter: Cutter) -> None:
    assert row_of(left, cutter) == row_of(right, cutter)


def test_rows_carry_the_signs(cutter: Cutter) -> None:
    assert {"!aspect=complaint", "!scope=complain"} <= set(row_of("我要投诉", cutter))
