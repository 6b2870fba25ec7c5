"""改写：提问的行归第一个类目，投诉、范围外各是一个意图，其余不要。"""

from __future__ import annotations

import pytest
import yaml

from bench.peers_rasa.convert import category_of, config_yaml, grouped, intent_of, nlu_yaml
from knowledge.taxonomy.acts import TYPED_ACTS
from knowledge.taxonomy.categories import CATEGORIES
from nlu.examples import Example

证件, 户籍 = "个人/证件办理", "个人/户籍办理"

ROWS = [
    (Example("身份证丢了", "ask", (证件, 户籍)), "个人-证件办理"),
    (Example("要什么材料", "ask"), None),
    (Example("不给交社保", "complaint", ("个人/社会保障",)), "complaint"),
    (Example("讲个笑话", "out_of_scope"), "out_of_scope"),
    *((Example("好", act), None) for act in TYPED_ACTS if act not in ("ask", "complaint", "out_of_scope")),
]


@pytest.mark.parametrize(("example", "intent"), ROWS)
def test_one_intent_a_line(example: Example, intent: str | None) -> None:
    assert intent_of(example) == intent


@pytest.mark.parametrize("key", [one.key for one in CATEGORIES])
def test_every_category_comes_back(key: str) -> None:
    intent = intent_of(Example("问", "ask", (key,)))
    assert intent is not None
    assert "/" not in intent
    assert category_of(intent) == key


def test_scopes_are_no_categories() -> None:
    assert (category_of("complaint"), category_of("out_of_scope")) == (None, None)


def test_the_files_are_yaml() -> None:
    groups = grouped(example for example, _ in ROWS)
    nlu = yaml.safe_load(nlu_yaml(groups))["nlu"]
    assert nlu[0] == {"intent": "个人-证件办理", "examples": "- 身份证丢了\n"}
    assert [group["intent"] for group in nlu] == ["个人-证件办理", "complaint", "out_of_scope"]


def test_only_the_epochs_are_rewritten() -> None:
    pipeline = yaml.safe_load(config_yaml(3))["pipeline"]
    assert [part["name"] for part in pipeline] == [
        "JiebaTokenizer",
        "CountVectorsFeaturizer",
        "CountVectorsFeaturizer",
        "DIETClassifier",
    ]
    assert pipeline[-1]["epochs"] == 3
    assert "token_pattern" not in pipeline[1]
