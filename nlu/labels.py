"""标注写得对不对：一组样例的键、意图、类目、方面；写错的名字猜一个相近的。"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Any, Final

from knowledge.taxonomy.acts import TYPED_ACTS
from knowledge.taxonomy.aspects import ASPECTS
from knowledge.taxonomy.categories import CATEGORIES, UnknownCategory, category

KEYS: Final = ("intent", "metadata", "examples")
LABELS: Final = ("categories", "aspects")
_ALIKE: Final = 0.6


def faults_of(group: Any) -> Iterator[str]:
    """一组样例（Rasa NLU 文件里的一项）的标注错误，每条不带句号。"""
    if not isinstance(group, dict):
        yield f"“{str(group)[:30]}”不是一组样例"
        return
    yield from _strange("键", group, KEYS)
    if group.get("intent") not in TYPED_ACTS:
        yield f"意图“{group.get('intent')}”不在对话行为表里{guess(group.get('intent'), TYPED_ACTS)}"
    if not isinstance(group.get("examples"), str):
        yield f"意图“{group.get('intent')}”的 examples 不是文字，请写成“examples: |”加各行"
    yield from _faults_of_labels(group.get("metadata") or {})


def guess(name: object, known: Collection[str]) -> str:
    """“，是不是“ask””；没有相近的则为空。"""
    near = get_close_matches(str(name), known, 1, _ALIKE)
    return f"，是不是“{near[0]}”" if near else ""


def _faults_of_labels(labels: Any) -> Iterator[str]:
    if not isinstance(labels, dict) or not all(isinstance(value, list) for value in labels.values()):
        yield f"metadata“{str(labels)[:30]}”应写成 {{categories: […], aspects: […]}}"
        return
    yield from _strange("metadata 的键", labels, LABELS)
    for name, values in labels.items():
        if len(set(map(str, values))) < len(values):
            yield f"{name}“{'、'.join(map(str, values))}”里有写了两次的"
    yield from _strange("方面", labels.get("aspects", ()), tuple(ASPECTS))
    keys = [key for key in labels.get("categories", ()) if not _is_category(key)]
    yield from _strange("类目", keys, [one.key for one in CATEGORIES])


def _strange(what: str, names: Collection[Any], known: Collection[str]) -> Iterator[str]:
    yield from (f"{what}“{name}”没有这个{guess(name, known)}" for name in names if name not in known)


def _is_category(key: object) -> bool:
    try:
        return bool(category(str(key)))
    except UnknownCategory:
        return False
