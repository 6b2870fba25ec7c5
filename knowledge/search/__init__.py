"""检索：在基本目录里找，再按区划取事项。入口是 open_search。"""

from knowledge.search.finder import Found, Hit, Search, open_search

__all__ = ["Found", "Hit", "Search", "open_search"]
