"""检索：在基本目录里找，再按区划取事项。入口是 open_search。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.search.finder import Found, Hit, Search, open_search

__all__ = ["Found", "Hit", "Search", "open_search"]


def __getattr__(name: str) -> Any:
    # 用到时才导入：导入目录的进程只建索引，不必装载问答的词表与模型。
    if name in __all__:
        from knowledge.search import finder

        return getattr(finder, name)
    raise AttributeError(f"knowledge.search 里没有 {name}")
