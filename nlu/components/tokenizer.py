"""Rasa 切词组件：用自有的 jieba 词典，词表存进模型。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.storage import WORDS_FILE, cutter_for, read_words, write_words


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class BanshiTokenizer(Tokenizer):
    """切成词，不动字位。配置 words_file：目录里的词，一行一个；训练时抄进模型。"""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """默认配置；后四项是 Rasa 切词组件都有的。"""
        return {
            "words_file": None,
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, words: tuple[str, ...]
    ) -> None:
        super().__init__(config)
        self._storage = storage
        self._resource = resource
        self._words = words

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BanshiTokenizer:
        """训练时新建：词表从配置的文件读。"""
        path = config.get("words_file")
        return cls(config, model_storage, resource, read_words(Path(path) if path else None))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> BanshiTokenizer:
        """从模型装入。"""
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, read_words(directory / WORDS_FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """把目录里的词抄进模型。"""
        with self._storage.write_to(self._resource) as directory:
            write_words(directory, self._words)
        return self._resource

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """切一条消息。"""
        spans = cutter_for(self._words).spans(message.get(attribute))
        return [Token(word, start) for word, start, _ in spans]
