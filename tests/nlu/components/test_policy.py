"""快路与 RulePolicy：同样的训练，同样的对话，每一步的预测都一样。"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    DefinePrevUserUtteredFeaturization,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.generator import TrainingDataGenerator
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.importers.importer import TrainingDataImporter

from knowledge.taxonomy.acts import TYPED_ACTS
from nlu.components.policy import OneTurnRulePolicy, last_turn, one_turn_rules

BOT = Path(__file__).resolve().parents[3] / "bot"
CONFIG = {"core_fallback_threshold": 0.1, "core_fallback_action_name": "action_out_of_scope"}
LISTEN = ActionExecuted("action_listen")


@pytest.fixture(scope="module")
def importer() -> TrainingDataImporter:
    data = [str(BOT / "data" / "rules"), str(BOT / "data" / "stories")]
    return TrainingDataImporter.load_from_dict(
        {"recipe": "default.v1", "assistant_id": "试"}, domain_path=str(BOT / "domain"), training_data_paths=data
    )


@pytest.fixture(scope="module")
def domain(importer: TrainingDataImporter) -> Domain:
    return importer.get_domain()


@pytest.fixture(scope="module")
def policies(
    importer: TrainingDataImporter, domain: Domain, tmp_path_factory: pytest.TempPathFactory
) -> tuple[RulePolicy, OneTurnRulePolicy]:
    """各自照 Rasa 的走法训练、存下、装入。"""
    trackers = TrainingDataGenerator(importer.get_stories(), domain, augmentation_factor=0).generate()

    def trained(kind: type[RulePolicy]) -> Any:
        storage = LocalModelStorage.create(tmp_path_factory.mktemp("model"))
        about = (kind.get_default_config() | CONFIG, storage, Resource("policy"), ExecutionContext(None))
        kind.create(*about).train(trackers, domain)
        return kind.load(*about)

    return trained(RulePolicy), trained(OneTurnRulePolicy)


def said(intent: str | None, text: str = "话") -> UserUttered:
    return UserUttered(text, {"name": intent, "confidence": 0.9} if intent else {})


def same(policies: tuple[RulePolicy, OneTurnRulePolicy], events: list[Event], domain: Domain) -> list[float]:
    first, second = (
        policy.predict_action_probabilities(
            DialogueStateTracker.from_events("某人", events, domain.slots, domain=domain), domain
        )
        for policy in policies
    )
    assert first.probabilities == second.probabilities, events
    kept = ("events", "optional_events", "hide_rule_turn", "is_end_to_end_prediction", "is_no_user_prediction")
    assert [getattr(first, name) for name in kept] == [getattr(second, name) for name in kept], events
    assert first.policy_priority == second.policy_priority
    found: list[float] = second.probabilities
    return found


@pytest.mark.parametrize("intent", [*TYPED_ACTS, "back", "session_start", "没有这个", None])
@pytest.mark.parametrize("before", [[], [said("ask"), ActionExecuted("action_ask"), LISTEN]])
def test_every_act_is_answered_and_then_listened(
    intent: str | None,
    before: list[Event],
    policies: tuple[RulePolicy, OneTurnRulePolicy],
    domain: Domain,
) -> None:
    turn = [LISTEN, *before, said(intent)]
    chances = same(policies, turn, domain)
    action = domain.action_names_or_texts[chances.index(max(chances))]
    if intent in TYPED_ACTS:
        assert action == f"action_{intent}"
    after = [*turn, DefinePrevUserUtteredFeaturization(False), ActionExecuted(action), BotUttered("好")]
    then = same(policies, [*after, SlotSet("item", "一")], domain)
    if intent in TYPED_ACTS:
        assert domain.action_names_or_texts[then.index(max(then))] == "action_listen"


ODD: list[Event] = [
    ActionExecutionRejected("action_ask"),
    UserUtteranceReverted(),
    Restarted(),
    SessionStarted(),
    ActiveLoop("action_help"),
    ActiveLoop(None),
    ConversationPaused(),
]


@pytest.mark.parametrize("seed", range(60))
def test_odd_conversations_too(seed: int, policies: tuple[RulePolicy, OneTurnRulePolicy], domain: Domain) -> None:
    dice = random.Random(seed)
    acts = [*TYPED_ACTS, None]
    events: list[Event] = [LISTEN]
    for _ in range(12):
        kind = dice.random()
        if kind < 0.35:
            events += [said(dice.choice(acts))]
        elif kind < 0.6:
            events += [ActionExecuted(f"action_{dice.choice(TYPED_ACTS)}"), BotUttered("好")]
        elif kind < 0.85:
            events += [LISTEN]
        else:
            events += [dice.choice(ODD)]
        same(policies, events, domain)


def test_the_fast_road_is_really_taken(policies: tuple[RulePolicy, OneTurnRulePolicy]) -> None:
    table = policies[1]._table
    assert {intent for intent, _ in table} == set(TYPED_ACTS)
    assert len(table) == 2 * len(TYPED_ACTS) == len(policies[0].lookup[RULES])


LISTENING = {"prev_action": {"action_name": "action_listen"}, "user": {"intent": "ask"}}


@pytest.mark.parametrize(
    "states",
    [
        [{**LISTENING, "slots": {"item": [1.0]}}],
        [{"prev_action": {"action_name": "action_listen"}, "user": {"intent": "ask", "entities": ["item"]}}],
        [{"prev_action": {"action_name": "action_ask"}, "user": {"intent": "ask"}}],
        [{"user": {"intent": "ask"}}],
        [LISTENING, LISTENING | {"active_loop": {"name": "action_help"}}],
        [LISTENING, LISTENING, LISTENING],
    ],
)
def test_one_rule_of_another_kind_and_the_table_is_not_used(states: list[dict[str, Any]]) -> None:
    plain = json.dumps([LISTENING])
    assert one_turn_rules({plain: "action_ask"}) == {("ask", None): ("action_ask", plain)}
    assert one_turn_rules({plain: "action_ask", json.dumps(states): "action_ask"}) == {}


def test_the_last_turn() -> None:
    def of(*events: Event) -> Any:
        return last_turn(DialogueStateTracker.from_events("某人", list(events)))

    assert of(LISTEN, said("ask")) == ("ask", None)
    assert of(LISTEN, said("ask"), ActionExecuted("action_ask"), BotUttered("好")) == ("ask", "action_ask")
    assert of(LISTEN, said("ask"), ActionExecuted("action_ask"), ActionExecuted("action_thank")) is None
    assert of(said("ask")) is None
    assert of() is None
