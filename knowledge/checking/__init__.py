"""一致性检查：类目、目录、索引、用语、诉求、词典，规则，以及事实的出处与新旧。

`problems_of_*` 逐条给出问题（要改），`notes_of_*` 逐条给出提醒（看一眼，可以不改）；每条是一句完整的话。
"""

from __future__ import annotations

from knowledge.checking.catalogue import problems_of_catalogue
from knowledge.checking.facts import notes_of_facts, problems_of_facts, stale_items
from knowledge.checking.lexicon import notes_of_lexicon, problems_of_lexicon
from knowledge.checking.needs import notes_of_needs, problems_of_needs
from knowledge.checking.rules import problems_of_rules
from knowledge.checking.words import problems_of_words

__all__ = [
    "notes_of_facts",
    "notes_of_lexicon",
    "notes_of_needs",
    "problems_of_catalogue",
    "problems_of_facts",
    "problems_of_lexicon",
    "problems_of_needs",
    "problems_of_rules",
    "problems_of_words",
    "stale_items",
]
