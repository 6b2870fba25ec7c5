"""编好的校验与 Rasa 自己的校验，对每个答复判得一样。"""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from nlu.components import validation

RASAS_OWN = RemoteAction._validate_action_result
"""在收集测试时取下，那时还没有谁换过它。"""

SLOT = {"event": "slot", "name": "item", "value": None, "timestamp": None}
CUSTOM = {"banshi": 1, "outcome": "answered", "replies": []}

RESULTS: list[tuple[Any, bool]] = [
    # 动作服务的答复, 是否合规
    ({"events": [], "responses": []}, True),
    ({"events": [SLOT], "responses": [{"custom": CUSTOM}]}, True),
    ({"events": [SLOT, SLOT], "responses": [{"text": "您好", "buttons": []}]}, True),
    ({"events": [], "responses": [], "另有": "别的"}, True),
    ({}, True),
    ({"events": []}, True),
    ({"responses": []}, True),
    ({"events": {}, "responses": []}, False),
    ({"events": [], "responses": {}}, False),
    ({"events": [{"name": "没有 event"}], "responses": []}, False),
    ({"events": [{"event": 3}], "responses": []}, False),
    ({"events": ["slot"], "responses": []}, False),
    ({"events": [], "responses": ["您好"]}, False),
    ({"events": None, "responses": []}, False),
    ([], False),
    ("", False),
    (None, False),
]


def verdict(judge: Any, result: Any) -> bool:
    action = RemoteAction("action_ask", EndpointConfig("http://127.0.0.1:1/webhook"))
    try:
        return bool(judge(action, result))
    except ValidationError:
        return False


def test_the_original_is_rasas_own() -> None:
    assert RASAS_OWN.__module__ == "rasa.core.actions.action"


@pytest.mark.parametrize(("result", "good"), RESULTS)
def test_the_same_verdict(result: Any, good: bool) -> None:
    assert (verdict(RASAS_OWN, result), verdict(validation.validate_result, result)) == (good, good)


def test_installing_twice_is_installing_once() -> None:
    validation.install()
    validation.install()
    assert RemoteAction._validate_action_result is validation.validate_result


def test_the_validator_is_prepared_once() -> None:
    assert validation._validator() is validation._validator()
