"""切词组件：经 Rasa 的组件接口训练、装入、切词。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.tokenizer import BanshiTokenizer

RESOURCE = Resource("tokenizer")


def built(storage: LocalModelStorage, context: ExecutionContext, **options: Any) -> BanshiTokenizer:
    config = BanshiTokenizer.get_default_config() | options
    return BanshiTokenizer.create(config, storage, RESOURCE, context)


def cut(component: BanshiTokenizer, text: str) -> list[tuple[str, int, int]]:
    message = Message({TEXT: text})
    component.process([message])
    return [(token.text, token.start, token.end) for token in message.get(TOKENS_NAMES[TEXT])]


TEXTS = ["身份证丢了，要带什么", "办 身份证", "身份證丟了", "𠮷林路 1 号", "abc 证"]


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_keep_their_places(text: str, storage: LocalModelStorage, context: ExecutionContext) -> None:
    tokens = cut(built(storage, context), text)
    assert all(text[start:end] == word for word, start, end in tokens)
    assert "".join(word for word, _, _ in tokens) == text.replace(" ", "")


def test_the_words_go_into_the_model(
    storage: LocalModelStorage, context: ExecutionContext, words_file: Path, training_data: TrainingData
) -> None:
    trained = built(storage, context, words_file=str(words_file))
    assert trained.train(training_data) == RESOURCE
    words_file.unlink()
    loaded = BanshiTokenizer.load(BanshiTokenizer.get_default_config(), storage, RESOURCE, context)
    assert [word for word, _, _ in cut(loaded, "一网通办卡和随申办码")] == ["一网通办卡", "和", "随申办码"]


def test_without_a_words_file_it_still_cuts(storage: LocalModelStorage, context: ExecutionContext) -> None:
    assert cut(built(storage, context), "身份证")[0] == ("身份证", 0, 3)


def test_every_option_is_in_the_default_config() -> None:
    assert BanshiTokenizer.get_default_config()["words_file"] is None
