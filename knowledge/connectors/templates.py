"""样板：{number} 这样的空由问到的值来填；请求头里 ${名字} 由环境变量来填。"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from string import Formatter
from typing import Any, Final

SECRET: Final = re.compile(r"\$\{([A-Z_][A-Z0-9_]*)\}")
"""请求头里的秘密：${GZ_TOKEN}。"""

_DEEPEST: Final = 8


def blanks(template: Any, depth: int = 0) -> Iterator[str]:
    """样板（文字，或装着文字的表和列表）里的空；写法不对抛 ValueError。"""
    if depth > _DEEPEST:
        raise ValueError(f"套了 {_DEEPEST} 层以上，请写得浅一些。")
    if isinstance(template, Mapping):
        for inner in template.values():
            yield from blanks(inner, depth + 1)
    elif isinstance(template, list):
        for inner in template:
            yield from blanks(inner, depth + 1)
    elif isinstance(template, str):
        yield from _blanks_of(template)


def _blanks_of(text: str) -> Iterator[str]:
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise ValueError(f"“{text[:60]}”里的花括号没有成对；空要写成 {{number}} 这样。") from None
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError(f"“{text[:60]}”里的空写得不对；要写成 {{number}} 这样，里面只有名字。")
        yield name


def filled(template: Any, values: Mapping[str, str], quoted: Callable[[str], str] = str) -> Any:
    """填好的样板；没有的值填成空的文字。只有一个空而没有值的表项，整项不要。"""
    if isinstance(template, Mapping):
        pairs = ((key, filled(inner, values, quoted)) for key, inner in template.items() if not _void(inner, values))
        return dict(pairs)
    if isinstance(template, list):
        return [filled(inner, values, quoted) for inner in template]
    if not isinstance(template, str):
        return template
    return template.format(**{name: quoted(values.get(name, "")) for name in _blanks_of(template)})


def _void(template: Any, values: Mapping[str, str]) -> bool:
    """整项就是一个空，而这个值没有。"""
    if not isinstance(template, str):
        return False
    parts = list(Formatter().parse(template))
    only = len(parts) == 1 and not parts[0][0] and parts[0][1] is not None
    return only and not values.get(parts[0][1] or "")


def with_secrets(header: str, secrets: Mapping[str, str]) -> str:
    """请求头的值，秘密换成环境变量的值。"""
    return SECRET.sub(lambda found: secrets[found[1]], header)
