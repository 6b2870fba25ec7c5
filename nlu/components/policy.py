"""规则策略的快路：规则全是“一个意图、一个动作、然后听”时，查表就知道下一步。

训练、核对规则与故事有没有矛盾、落空时怎么办，都是 Rasa 的 RulePolicy；只换“按规则找下一步”这一处。
RulePolicy 每一步都把整次对话重放成状态，再和每条规则逐个比；我们的规则只看最后一轮，比出来的结果与查表一样
（有测试逐个比对）。规则里出现别的写法，或对话里出现撤销、表单之类，就照 RulePolicy 的走。
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, DefinePrevUserUtteredFeaturization, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

Steps = tuple[str | None, str | None]
"""(最后一句话的意图, 之后做了的动作)；还没有做则为 None。"""

_PLAIN = (BotUttered, SlotSet, DefinePrevUserUtteredFeaturization)
"""一轮里不影响下一步的事件；槽位都声明了不影响对话，规则里也没有槽位，见 one_turn_rules。"""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class OneTurnRulePolicy(RulePolicy):
    """配置同 RulePolicy。"""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._table = one_turn_rules(self.lookup.get(RULES) or {})  # 训练时规则还没有，照 RulePolicy 的走

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        """同 RulePolicy：(动作, 规则, 是否从岔路回来)。"""
        found = self._look_up(tracker)
        if found is None:
            slow: tuple[str | None, str | None, bool]
            slow = super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)
            return slow
        return (None, None, False) if use_text_for_last_user_input else (*found, False)

    def _look_up(self, tracker: DialogueStateTracker) -> tuple[str, str] | None:
        steps = last_turn(tracker) if self._table and tracker.active_loop_name is None else None
        return self._table.get(steps) if steps else None


def one_turn_rules(rules: Mapping[str, str]) -> dict[Steps, tuple[str, str]]:
    """规则 → {(意图, 动作): (下一步, 规则)}；有一条不是一轮的写法，就是空表。"""
    table: dict[Steps, tuple[str, str]] = {}
    for key, action in rules.items():
        steps = _steps(json.loads(key))
        if steps is None:
            return {}
        table[steps] = (action, key)
    return table


def _steps(states: list[dict[str, Any]]) -> Steps | None:
    """[听着，说了意图] 或 [听着，说了意图；做了动作]。"""
    intent = states[0].get("user", {}).get("intent")
    done = states[1].get("prev_action", {}).get("action_name") if len(states) == 2 else None
    user = {"user": {"intent": intent}}
    wanted = [{"prev_action": {"action_name": ACTION_LISTEN_NAME}, **user}]
    if len(states) == 2:
        wanted.append({"prev_action": {"action_name": done}, **user})
    return (intent, done) if intent and states == wanted else None


def last_turn(tracker: DialogueStateTracker) -> Steps | None:
    """最后一轮：听着时说的意图，和之后做了的动作（至多一个）；不是这个样子则为 None。"""
    done: str | None = None
    intent: str | None = None
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered) and intent is None:
            intent = event.intent_name
            if intent is None:
                return None
        elif isinstance(event, ActionExecuted):
            if intent is not None:
                return (intent, done) if event.action_name == ACTION_LISTEN_NAME else None
            if done is not None or event.action_name is None:
                return None
            done = event.action_name
        elif not isinstance(event, _PLAIN):
            return None
    return None
