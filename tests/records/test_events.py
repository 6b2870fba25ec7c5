"""事件：形状与文字的定义相等；只增不改；坏形状写不进去。"""

from __future__ import annotations

import re
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from records.events import KINDS, ConversationOpened, EventLog, FedBack, Rated

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "events.md").read_text(encoding="utf-8")


def defined() -> dict[str, dict[str, str]]:
    """docs/events.md 里的：种类 → 项 → 类型。"""
    found = {}
    for section in PAGE.split("\n## ")[1:]:
        name = section.splitlines()[0]
        if re.fullmatch(r"[a-z_]+", name):
            found[name] = dict(re.findall(r"^\| ([a-z_]+) \| ([^|]+?) \|", section, re.MULTILINE))
    return found


def written(annotation: Any) -> str:
    """类型在文字里的写法：可以没有的带问号，几选一的用顿号。"""
    if get_origin(annotation) is UnionType:
        (inner,) = (one for one in get_args(annotation) if one is not NoneType)
        return f"{written(inner)}?"
    if get_origin(annotation) is Literal:
        return "、".join(get_args(annotation))
    return str((get_origin(annotation) or annotation).__name__)


def test_the_registry_and_the_page_define_the_same_events() -> None:
    shapes = {
        kind: {name: written(field.annotation) for name, field in shape.model_fields.items()}
        for kind, shape in KINDS.items()
    }
    assert shapes == defined()


def test_every_kind_is_explained() -> None:
    for section in PAGE.split("\n## ")[1:]:
        assert section.splitlines()[2].strip(), section.splitlines()[0]


def test_what_is_noted_is_read_in_order(database: Engine) -> None:
    log = EventLog(database)
    log.append("c1", ConversationOpened(channel="web", region=None, side="个人", resumed=False))
    log.append("c2", Rated(level=5, reasons=["513"], commented=False))
    log.append("c1", FedBack(turn="t1", useful=False, reason="other", commented=True))
    assert [kind for kind, _ in log.read("c1")] == ["conversation_opened", "feedback"]
    assert log.read(kind="rating") == [("rating", {"level": 5, "reasons": ["513"], "commented": False})]


@pytest.mark.parametrize("data", [{"level": 5}, {"level": 5, "reasons": [], "commented": False, "comment": "话"}])
def test_a_wrong_shape_is_not_an_event(data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Rated.model_validate(data)


def test_an_event_is_never_changed(database: Engine) -> None:
    EventLog(database).append("c1", Rated(level=5, reasons=[], commented=False))
    with pytest.raises(IntegrityError, match="只增不改"), database.begin() as connection:
        connection.execute(text("UPDATE events SET kind = 'x'"))
