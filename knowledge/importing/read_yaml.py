"""读 YAML：一个事项的列表，或单独一个事项；日期当文字读，不让 YAML 猜。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from knowledge.importing.report import ImportFailed, shortened
from knowledge.importing.rows import Row, decode, unreadable

_MOST_VALUES: Final = 20_000_000
_LEFT_AS_TEXT: Final = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")


def _resolvers() -> dict[str, Any]:
    known = yaml.CSafeLoader.yaml_implicit_resolvers
    return {first: [pair for pair in pairs if pair[0] not in _LEFT_AS_TEXT] for first, pairs in known.items()}


class PlainLoader(yaml.CSafeLoader):
    """同 CSafeLoader，但日期仍是文字，真假只认 true 与 false：`yes:`、`no:` 是字段名。"""

    yaml_implicit_resolvers = _resolvers()


PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"), ["t", "f"])


def read_yaml(path: Path, encoding: str) -> Iterator[Row]:
    """逐个给出，行号是各事项开始的那一行。

    Raises:
        ImportFailed: 不是合法的 YAML，或里面不是事项。
    """
    text = decode(path.read_bytes(), encoding, f"文件“{path}”")
    for line, values in _nodes(path, text):
        if isinstance(values, dict):
            yield Row(str(path), line, values)
        else:
            yield unreadable(str(path), line, shortened(values), "这里不是一个事项；请写成“字段: 值”的样子。")


def _nodes(path: Path, text: str) -> list[tuple[int, Any]]:
    try:
        return _construct(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else ""
        problem = getattr(error, "problem", None) or getattr(error, "reason", "") or str(error)
        raise ImportFailed(f"文件“{path}”{where}不是合法的 YAML（{problem}）；请检查缩进与引号。") from error


def _check_size(root: yaml.Node) -> None:
    """引用（&a、*a）层层展开可以从几行变出几亿个值；展开后太大的不收。"""
    sizes: dict[int, int] = {}

    def size(node: yaml.Node, above: frozenset[int]) -> int:
        if id(node) in above:
            raise yaml.YAMLError("引用绕成了圈")
        if id(node) not in sizes:
            inner = _inner(node)
            sizes[id(node)] = 1 + sum(size(one, above | {id(node)}) for one in inner) if inner else 1
        return sizes[id(node)]

    if size(root, frozenset()) > _MOST_VALUES:
        raise yaml.YAMLError(f"展开引用之后超过 {_MOST_VALUES} 个值")


def _inner(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [one for pair in node.value for one in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def line_of(text: str, location: Sequence[int | str]) -> int:
    """`location`（字段、下标一层层写下来）在 YAML 里的行号，从 1 起；找不到的部分略过。"""
    node = yaml.compose(text, Loader=PlainLoader)
    line = node.start_mark.line if node else 0
    for part in location:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == part), None)
            if pair is not None:
                line, node = pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
    return line + 1


def _construct(text: str) -> list[tuple[int, Any]]:
    loader = PlainLoader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return []
        _check_size(root)
        nodes = root.value if isinstance(root, yaml.SequenceNode) else [root]
        return [(node.start_mark.line + 1, loader.construct_object(node, deep=True)) for node in nodes]
    finally:
        loader.dispose()
