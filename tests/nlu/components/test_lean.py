"""换掉的几处都还在，都换得上；Rasa 换了版本就要逐条重看。"""

from __future__ import annotations

import ast
import inspect
from typing import Any

import pytest
import rasa
from rasa.core import processor
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet

from nlu.components import lean

RASAS_OWN_IS_EMPTY = Domain.is_empty
"""在收集测试时取下，那时还没有谁换过它。"""


def test_the_version_is_the_one_we_read() -> None:
    assert rasa.__version__ == lean.VERSION


@pytest.mark.parametrize(("owner", "name", "ours"), lean.DEPARTURES)
def test_each_is_put_in_place_twice_as_once(owner: Any, name: str, ours: Any) -> None:
    assert name in vars(owner)
    lean.install()
    lean.install()
    assert vars(owner)[name] is ours


def test_the_copies_of_the_processor_are_made_only_for_the_debug_log() -> None:
    """processor 里的 copy 除了 deepcopy 不用别的，deepcopy 又都写在 structlogger.debug(…) 的括号里。"""
    tree = ast.parse(inspect.getsource(processor))
    logged = {
        id(inner)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "structlogger.debug"
        for inner in ast.walk(call)
    }
    used = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "copy"]
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.value in used]
    assert used
    assert {node.attr for node in attributes} == {"deepcopy"}
    assert all(id(node) in logged for node in used)


@pytest.mark.parametrize(
    ("document", "empty"),
    [({}, True), ({"version": "3.1"}, True), ({"intents": ["ask"]}, False), ({"actions": ["action_ask"]}, False)],
)
def test_an_empty_domain_is_empty_as_before(document: dict[str, Any], empty: bool) -> None:
    domain = Domain.from_dict(document)
    assert [RASAS_OWN_IS_EMPTY(domain), lean.is_empty(domain), lean.is_empty(domain)] == [empty] * 3


def test_event_classes_are_found_as_before() -> None:
    lean.install()
    assert Event.resolve_by_type("slot") is SlotSet
    with pytest.raises(ValueError, match="Unknown event name"):
        Event.resolve_by_type("没有")
