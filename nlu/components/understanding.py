"""Rasa 理解组件：范围、对话行为（意图）、类目、方面、区划，一次完成；结果放进消息的 understanding。"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components import lean
from nlu.components.storage import WORDS_FILE, cutter_for, read_words, write_words
from nlu.examples import BadExample, Example, make_example, read_derived, read_examples
from nlu.training import train
from nlu.understand import Understander, Understanding

_MODEL: Final = "understanding.npz"
_RANKED: Final = 10
_PATHS: Final = ("words_file", "examples_file", "lines_folder")


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER,
        DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR,
    ],
    is_trainable=True,
)
class BanshiUnderstanding(GraphComponent, IntentClassifier, EntityExtractorMixin):
    """把 nlu.understand 接到 Rasa。

    配置 words_file 同切词组件；examples_file：目录和诉求的带标注的句子，一行一个 JSON，没有就不用；
    lines_folder：编写的问法（Rasa NLU 文件）所在的目录，由这里直接读，Rasa 给的就不看了——上万句的 YAML，
    Rasa 要逐句校验、复制、算摘要，比训练本身还久。没有就用 Rasa 给的。
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """默认配置。"""
        return {"words_file": None, "examples_file": None, "lines_folder": None}

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        words: tuple[str, ...],
        understander: Understander | None = None,
        examples_file: Path | None = None,
        lines_folder: Path | None = None,
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._words = words
        self._understander = understander
        self._examples_file = examples_file
        self._lines_folder = lines_folder
        lean.install()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BanshiUnderstanding:
        """训练时新建。"""
        words, examples, lines = (Path(config[name]) if config.get(name) else None for name in _PATHS)
        return cls(model_storage, resource, read_words(words), examples_file=examples, lines_folder=lines)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> BanshiUnderstanding:
        """从模型装入；装完先理解一句，第一位来客不必等。"""
        with model_storage.read_from(resource) as directory:
            words = read_words(directory / WORDS_FILE)
            understander = Understander.load(directory / _MODEL, cutter_for(words))
        understander.understand("在广州补办身份证要带什么")
        return cls(model_storage, resource, words, understander)

    def train(self, training_data: TrainingData) -> Resource:
        """训练四头分类器，存进模型。"""
        examples = [*self._lines(training_data), *read_derived(self._examples_file)]
        with self._storage.write_to(self._resource) as directory:
            write_words(directory, self._words)
            train(examples, cutter_for(self._words), directory / _MODEL)
        return self._resource

    def _lines(self, training_data: TrainingData) -> list[Example]:
        if self._lines_folder is None:
            return [_example(message) for message in training_data.intent_examples]
        files = sorted(self._lines_folder.glob("*.yml"))
        if not files:
            raise BadExample(f"目录 {self._lines_folder} 里没有 *.yml 的问法；请核对 bot/config.yml 的 lines_folder。")
        return list(read_examples(files))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """训练数据不改。"""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """理解每条消息；按钮载荷（以斜杠开头）已由 Rasa 读成意图，不再理解。"""
        for message in messages:
            text = message.get(TEXT)
            if text and self._understander is not None and not text.startswith("/"):
                _write(message, self._understander.understand(text))
        return messages


def _example(message: Message) -> Example:
    metadata = (message.get(METADATA) or {}).get("intent")
    return make_example(message.get(TEXT), message.get(INTENT), metadata)


def _write(message: Message, meant: Understanding) -> None:
    chances = dict(meant.acts)
    ranking = [{"name": act, "confidence": round(score, 4)} for act, score in meant.acts[:_RANKED]]
    message.set(INTENT, {"name": meant.act, "confidence": round(chances[meant.act], 4)}, add_to_output=True)
    message.set("intent_ranking", ranking, add_to_output=True)
    understanding = {
        "scope": meant.scope,
        "scope_scores": meant.scope_scores,
        "categories": meant.categories,
        "aspects": meant.aspects,
        "region": meant.region,
        "regions": list(meant.regions),
        "region_roles": meant.region_roles,
        "asked_role": meant.asked_role,
        "entities": meant.entities,
        "corrections": [[one.wrong, one.right] for one in meant.corrections],
    }
    message.set("understanding", understanding, add_to_output=True)
