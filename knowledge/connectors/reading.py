"""读连接文件，按地方和事项找连接。"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from knowledge.connectors.shape import Connector, File
from knowledge.model import Item
from knowledge.settings import SettingsError
from knowledge.taxonomy.regions import NATION, chain

_BIGGEST: Final = 1024 * 1024
_SENTENCES: Final[Mapping[str, str]] = {
    "missing": "缺这一项",
    "extra_forbidden": "没有这一项，请删去或改成正确的名字",
    "string_type": "应当是文字，请加上引号",
    "int_parsing": "应当是整数",
    "dict_type": "应当是“名字: 值”的对象",
    "list_type": "应当是列表",
    "model_type": "应当是“名字: 值”的对象",
    "string_too_long": "太长了",
    "string_too_short": "不能是空的",
    "too_short": "至少要有一个",
    "string_pattern_mismatch": "写法不对",
    "literal_error": "只能是几个固定的写法之一",
    "greater_than_equal": "状态码要在 400 到 499 之间",
    "less_than_equal": "状态码要在 400 到 499 之间",
}


@dataclass(frozen=True, slots=True)
class Connectors:
    """几个连接，按文件里的先后；没有设的，一个也没有。"""

    all: tuple[Connector, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all)

    def of(self, connector_id: str | None) -> Connector | None:
        """按 id 取；文件改过、没有了的，None。"""
        return next((one for one in self.all if one.id == connector_id), None)

    def able(self, operation: str) -> tuple[Connector, ...]:
        """做得了这个操作的。"""
        return tuple(one for one in self.all if operation in one.operations)

    def fitting(self, operation: str, region: str | None, item: Item | None) -> Connector | None:
        """在这个地方、对这个事项做得了这个操作的第一个；没有说地方的，只看全国的。"""
        return next((one for one in self.able(operation) if _is_of(one, item) and _is_in(one, region)), None)

    def within(self, operation: str, region: str | None) -> tuple[Connector, ...]:
        """在这个地方做得了这个操作的，不论哪个事项。"""
        return tuple(one for one in self.able(operation) if _is_in(one, region))

    def elsewhere(self, operation: str, item: Item | None) -> bool:
        """说了地方，也许就有。"""
        return any(_is_of(one, item) for one in self.able(operation))


def _is_in(one: Connector, region: str | None) -> bool:
    here = {place.code for place in chain(region)} if region else {NATION}
    return bool(here & set(one.regions))


def _is_of(one: Connector, item: Item | None) -> bool:
    if not one.items and not one.authorities:
        return True
    if item is None:
        return False
    among = not one.items or item.code in one.items or item.entry_code in one.items
    return among and (not one.authorities or item.authority in one.authorities)


def load_connectors(path: Path | None) -> Connectors:
    """设置里的连接文件；没有设就一个也没有。读不了、写错了抛 SettingsError，一句话。"""
    if path is None:
        return Connectors()
    try:
        if path.stat().st_size > _BIGGEST:
            raise SettingsError(f"连接文件 {path} 超过 1 MiB；请查一查 BANSHI_CONNECTORS 是不是指错了文件。")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "不是 UTF-8 的文字"
        raise SettingsError(
            f"连接文件 {path} 读不了（{reason}）；请把 BANSHI_CONNECTORS 指到一个写好的 YAML 文件，或者不设。"
        ) from None
    try:
        return read_connectors(text)
    except ValueError as fault:
        raise SettingsError(f"连接文件 {path} 不能用：{fault}；请对照 docs/connectors.md 改好再启动。") from None


def read_connectors(text: str) -> Connectors:
    """读文件里的文字；写错了抛 ValueError，说第一处，不带句号。"""
    try:
        given = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else "某一行"
        raise ValueError(f"{where}不合 YAML 的写法") from None
    try:
        return Connectors(tuple(File.model_validate(given).connectors))
    except ValidationError as fault:
        raise ValueError(_told(fault)) from None


def _told(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "value_error":
        said = str(first["ctx"]["error"]).rstrip("。")
    else:
        said = _SENTENCES.get(first["type"], "写法不对")
    return f"“{where}”{said}" if where else said


def secrets_of(connectors: Connectors, environment: Mapping[str, Any] = os.environ) -> dict[str, str]:
    """请求头里用到的秘密：环境变量名 → 值。没有设、或值里有不能放进请求头的字符，抛 SettingsError，不说值。"""
    found = {}
    for connector, name in _wanted(connectors):
        value = str(environment.get(name, ""))
        if not value or not value.isascii() or not value.isprintable():
            raise SettingsError(
                f"连接“{connector.id}”的请求头要用环境变量 {name}，它没有设，或者值里有空行、汉字；请设好再启动。"
            )
        found[name] = value
    return found


def _wanted(connectors: Connectors) -> Iterator[tuple[Connector, str]]:
    for connector in connectors.all:
        for operation in connector.operations.values():
            for name in sorted(operation.secrets):
                yield connector, name
