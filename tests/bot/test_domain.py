"""领域（bot/domain）：与知识里的行为、动作里的槽位一致；没有什么声明两次——Rasa 遇到重复只是悄悄合并。"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.taxonomy.acts import PAYLOAD_KEYS, TYPED_ACTS

ROOT = Path(__file__).resolve().parents[2]
SESSION = "session"
"""不是一个话题，而是全部话题共用的状态：槽位、实体、会话的长短。"""

Documents = dict[str, dict[str, Any]]


def names(document: dict[str, Any], kind: str) -> Iterator[str]:
    """一个文件里声明的名字；带选项的写成字典，键就是名字。"""
    for one in document.get(kind) or ():
        yield from one if isinstance(one, dict) else (one,)


def every(domain: Documents, kind: str) -> list[str]:
    return [name for document in domain.values() for name in names(document, kind)]


@pytest.mark.parametrize("kind", ["intents", "actions", "slots", "entities", "forms", "responses"])
def test_nothing_is_declared_twice(kind: str, domain: Documents) -> None:
    assert [name for name, count in Counter(every(domain, kind)).items() if count > 1] == []


def test_the_intents_are_the_typed_acts(domain: Documents) -> None:
    assert sorted(every(domain, "intents")) == sorted(TYPED_ACTS)


def test_every_payload_act_is_an_intent(domain: Documents) -> None:
    assert set(PAYLOAD_KEYS) <= set(every(domain, "intents"))


def test_the_actions_are_named_after_the_intents(domain: Documents) -> None:
    assert sorted(every(domain, "actions")) == sorted(f"action_{act}" for act in TYPED_ACTS)


def test_an_intent_and_its_action_stand_in_one_file(domain: Documents) -> None:
    for stem, document in domain.items():
        expected = [f"action_{intent}" for intent in names(document, "intents")]
        assert list(names(document, "actions")) == expected, stem


def test_no_intent_lets_entities_steer_the_conversation(domain: Documents) -> None:
    for document in domain.values():
        for intent in document.get("intents") or ():
            assert [options["use_entities"] for options in intent.values()] == [[]], intent


def slots_of_the_actions() -> tuple[str, ...]:
    """动作服务在另一个运行时里，这里不能导入它，只读它的源文件。"""
    tree = ast.parse((ROOT / "actions" / "state.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "SLOTS":
            assert node.value is not None
            return tuple(ast.literal_eval(node.value))
    raise AssertionError("actions/state.py 里没有 SLOTS")


def test_the_slots_are_those_the_actions_use(domain: Documents) -> None:
    assert sorted(every(domain, "slots")) == sorted(slots_of_the_actions())


def test_only_the_actions_fill_the_slots(domain: Documents) -> None:
    for name, slot in domain[SESSION]["slots"].items():
        assert slot["mappings"] == [{"type": "custom"}], name
        assert slot["influence_conversation"] is False, name


def test_every_payload_key_is_an_entity(domain: Documents) -> None:
    assert set(every(domain, "entities")) >= set().union(*PAYLOAD_KEYS.values())


def test_the_words_of_replies_stand_elsewhere(domain: Documents) -> None:
    assert every(domain, "responses") == []


def test_the_state_is_declared_in_one_file(domain: Documents) -> None:
    kinds = ("slots", "entities", "session_config")
    assert {stem for stem, document in domain.items() for kind in kinds if document.get(kind)} == {SESSION}
