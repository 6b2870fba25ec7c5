"""理解组件：经 Rasa 的组件接口，用一小撮样例训练、装入、理解。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.calling import validate_result
from nlu.components.understanding import BanshiUnderstanding
from nlu.examples import BadExample

RESOURCE = Resource("understanding")
CONFIG = BanshiUnderstanding.get_default_config()


@pytest.fixture
def loaded(
    storage: LocalModelStorage, context: ExecutionContext, training_data: TrainingData, words_file: Path
) -> BanshiUnderstanding:
    created = BanshiUnderstanding.create(CONFIG | {"words_file": str(words_file)}, storage, RESOURCE, context)
    assert created.train(training_data) == RESOURCE
    words_file.unlink()
    return BanshiUnderstanding.load(CONFIG, storage, RESOURCE, context)


def heard(component: BanshiUnderstanding, text: str) -> Message:
    message = Message({TEXT: text})
    assert component.process([message]) == [message]
    return message


def test_a_message_gets_its_intent_ranking_and_understanding(loaded: BanshiUnderstanding) -> None:
    message = heard(loaded, "在广州身份证坏了要带什么材料")
    assert message.get(INTENT)["name"] == "ask"
    assert [one["name"] for one in message.get("intent_ranking")] == ["ask", "greet"]
    assert message.get("intent_ranking")[0] == message.get(INTENT)
    meant = message.get("understanding")
    assert (meant["scope"], meant["region"], meant["regions"]) == ("in", "440100", [])
    assert meant["categories"][0]["name"] == "证件办理"
    assert "materials" in meant["aspects"]
    assert {one["entity"] for one in meant["entities"]} == {"region", "document"}


def test_all_of_it_is_sent_on_as_json(loaded: BanshiUnderstanding) -> None:
    message = heard(loaded, "个税要交多少钱")
    assert {INTENT, "intent_ranking", "understanding"} <= message.output_properties
    sent = message.as_dict(only_output_properties=True)["understanding"]
    assert json.loads(json.dumps(sent, ensure_ascii=False)) == sent
    assert sent["categories"][0]["name"] == "纳税缴费"


@pytest.mark.parametrize("payload", ['/choose{"item": "身份证"}', "/greet{}", "/"])
def test_a_payload_is_left_alone(payload: str, loaded: BanshiUnderstanding) -> None:
    message = Message({TEXT: payload, INTENT: {"name": "choose", "confidence": 1.0}})
    before = message.as_dict()
    loaded.process([message])
    assert message.as_dict() == before
    assert "understanding" not in message.output_properties


@pytest.mark.parametrize("text", ["", None])
def test_a_message_without_text_is_left_alone(text: str | None, loaded: BanshiUnderstanding) -> None:
    assert heard(loaded, text).get("understanding") is None  # type: ignore[arg-type]


def test_several_messages_at_once(loaded: BanshiUnderstanding) -> None:
    messages = [Message({TEXT: text}) for text in ("你好哇", "/help{}", "个税要交多少钱")]
    loaded.process(messages)
    assert [bool(one.get("understanding")) for one in messages] == [True, False, True]


def test_before_training_nothing_is_understood(storage: LocalModelStorage, context: ExecutionContext) -> None:
    created = BanshiUnderstanding.create(CONFIG, storage, RESOURCE, context)
    assert heard(created, "你好").get("understanding") is None


def test_a_bad_label_stops_the_training(
    storage: LocalModelStorage, context: ExecutionContext, training_data: TrainingData
) -> None:
    training_data.intent_examples[0].set("metadata", {"intent": {"aspects": ["price"]}})
    with pytest.raises(BadExample, match="price"):
        BanshiUnderstanding.create(CONFIG, storage, RESOURCE, context).train(training_data)


def test_lines_are_read_from_the_folder_instead(
    storage: LocalModelStorage, context: ExecutionContext, training_data: TrainingData, tmp_path: Path
) -> None:
    bad = "nlu:\n- intent: ask\n  metadata: {aspects: [price]}\n  examples: |\n    - 多少钱\n"
    (tmp_path / "own.yml").write_text(bad, encoding="utf-8")
    created = BanshiUnderstanding.create(CONFIG | {"lines_folder": str(tmp_path)}, storage, RESOURCE, context)
    with pytest.raises(BadExample, match="多少钱"):
        created.train(training_data)


def test_a_folder_without_lines_stops_the_training(
    storage: LocalModelStorage, context: ExecutionContext, training_data: TrainingData, tmp_path: Path
) -> None:
    empty = str(tmp_path / "empty")
    created = BanshiUnderstanding.create(CONFIG | {"lines_folder": empty}, storage, RESOURCE, context)
    with pytest.raises(BadExample, match="lines_folder"):
        created.train(training_data)


def test_the_training_data_is_passed_on_unchanged(
    storage: LocalModelStorage, context: ExecutionContext, training_data: TrainingData
) -> None:
    created = BanshiUnderstanding.create(CONFIG, storage, RESOURCE, context)
    assert created.process_training_data(training_data) is training_data


def test_it_installs_the_departures(storage: LocalModelStorage, context: ExecutionContext) -> None:
    BanshiUnderstanding.create(CONFIG, storage, RESOURCE, context)
    assert RemoteAction._validate_action_result is validate_result
