"""读 YAML：一个事项的列表，或单独一个事项；日期当文字读，不让 YAML 猜。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from knowledge.importing.report import ImportFailed, shortened
from knowledge.importing.rows import Row, decode, unreadable

_TIMESTAMP = "tag:yaml.org,2002:timestamp"


def _resolvers() -> dict[str, Any]:
    known = yaml.CSafeLoader.yaml_implicit_resolvers
    return {first: [pair for pair in pairs if pair[0] != _TIMESTAMP] for first, pairs in known.items()}


class PlainLoader(yaml.CSafeLoader):
    """同 CSafeLoader，但日期仍是文字。"""

    yaml_implicit_resolvers = _resolvers()


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
        problem = getattr(error, "problem", None) or getattr(error, "reason", "")
        raise ImportFailed(f"文件“{path}”{where}不是合法的 YAML（{problem}）；请检查缩进与引号。") from error


def _construct(text: str) -> list[tuple[int, Any]]:
    loader = PlainLoader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return []
        nodes = root.value if isinstance(root, yaml.SequenceNode) else [root]
        return [(node.start_mark.line + 1, loader.construct_object(node, deep=True)) for node in nodes]
    finally:
        loader.dispose()
