"""接缝：api 用到的别家部件长什么样。真的在 knowledge 和 api.engine，测试里用手写的替身。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from api.engine import Question
from api.shapes.turns import Answer
from knowledge.model import Item


class Hit(Protocol):
    """检索到的一个事项；`score` 在 0 到 1 之间。"""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def authority(self) -> str | None: ...
    @property
    def score(self) -> float: ...
    @property
    def matched_by(self) -> str | Sequence[str]: ...


class Found(Protocol):
    """检索的结果：found、ambiguous、not_found。"""

    @property
    def outcome(self) -> str: ...
    @property
    def hits(self) -> Sequence[Hit]: ...


class Search(Protocol):
    """目录检索。"""

    def find(
        self,
        text: str,
        *,
        region: str | None = None,
        side: str | None = None,
        categories: Mapping[str, float] | None = None,
        category: str | None = None,
        limit: int = 10,
    ) -> Found:
        """按来客的话找事项。"""


class Catalogue(Protocol):
    """目录。"""

    def item(self, code: str) -> Item | None:
        """按实施编码取事项。"""

    def items_of_entry(self, entry_code: str, regions: list[str], on: date) -> list[Item]:
        """某个基本目录在这些区划里、这一天有效的事项，按区划的次序。"""

    def generation(self) -> str | None:
        """目录的代号；从来没有导入过就是空。"""


class Engine(Protocol):
    """理解与作答的引擎。"""

    async def ask(self, question: Question) -> Answer:
        """问一句；没有可用的答复时抛 EngineFailure。"""
