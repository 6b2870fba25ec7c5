"""打字的一句，先看是不是接着前面的：答正问着的情形，不问了，回头接着问，换了一个人，改口，说简单点。都不是，照常。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from actions.answering import answer_item
from actions.asking import gone
from actions.cases import Record, live_record, record_of, waiting_record, without_asking
from actions.desk import Desk
from actions.followups import Mention, mention, telling
from actions.measuring import told_more
from actions.picking import aspects_of, give_all, reply, resume
from actions.repeating import past, simply
from actions.settling import GUIDED
from actions.state import State
from actions.turn import Choice, Reply, Turn
from knowledge.bundles import told as is_event
from knowledge.cases.matching import ALL, UNSURE, chosen, decide, exactly, named
from knowledge.model import Item, Option, Scenario
from knowledge.taxonomy.acts import make_payload
from knowledge.text import normalise
from knowledge.words import say

_LEFT_ALONE: Final = frozenset(("complaint", "ask_person", "restart", "greet", "bye", "help", "thank"))
"""投诉、转人工、重新开始和客套，照常。"""
_STOP: Final = re.compile(
    r"(?:那|嗯|哎)?(?:算了|取消|退出|停(?:止|下)?|(?:先)?不(?:问|办|选|弄|说|答)(?:了|啦)|别问了?|不用(?:了|问了?))(?:吧|啦|,?谢谢)?[。.!！]?"
)
_GO_ON: Final = re.compile(
    r"(?:继续|接着|回到|回头|再说|说回)(?:说|问|办|讲)?(?:刚才|之前|前面|上面|原来)|^(?:那)?(?:继续|接着(?:说|问|来)?)(?:吧|呗)?$"
    r"|^(?:那)?(?:刚才|之前|前面)(?:那|的)(?:个|件|事|件事|问题)?(?:呢|吧)?[?？]?$"
)
_SIMPLER: Final = re.compile(
    r"(?:说|讲|写)?(?:得|的)?(?:再)?(?:简单|简短|简洁|通俗|直白|明白)(?:一)?(?:点|些)|太(?:长|复杂|啰嗦)了?|长话短说|说人话|(?:看|听)不(?:懂|明白)|没(?:看|听)(?:懂|明白)"
)
_NOTHING_LEFT: Final = re.compile(r"[\s,，.。!！~、的了啦呀啊呢吧是我他她它都已满今年那么?？]*")
"""去掉事实只剩这些，就没有在问什么：“满18岁了”不是问条件。"""
_QUESTION: Final = re.compile(r"[?？]|[吗呢么嘛]|怎么|怎样|咋|如何|什么|啥|多少|几|哪|能不能|可不可以|要不要|行不|不$")
_SUPPOSE: Final = re.compile(r"(?:那|那么)?(?:要是|如果|假如|换成|换作)(.{2,})(?:呢|的话)[?？]?")
_ELSEWHERE: Final = ("correct", "change_item", "change_region")
"""说的是换一样的话，不去与选项比近似的字。"""
_ASIDE: Final = ("small_talk", "out_of_scope", "no_match")
_SHORT: Final = 16
_BRIEF: Final = 6
"""这么短的一句里说“不知道”“都要”，是在答问的那一句；短到六个字的，听出别的方面也不管。"""


def first(desk: Desk, state: State) -> Turn | None:
    """接着前面的，答；不是，None。"""
    if state.values or not state.said or state.said.startswith("/"):
        return None
    text = normalise(state.said)
    record = live_record(state)
    item = desk.valid_item(record["item"]) if record else None
    unsure = bool(record) and len(text) <= _BRIEF and bool(UNSURE.search(text))
    if state.act in _LEFT_ALONE and not (unsure or _GO_ON.search(text)):
        return None
    if record and item and (turn := _answered(desk, state, item, record, text)):
        return turn
    if (told := told_more(desk, state, text)) is not None:
        return told
    if _GO_ON.search(text):
        return go_on(desk, state)
    if _SIMPLER.search(text) and (not state.aspects or len(text) <= _SHORT) and not telling(_SIMPLER.sub("", text)):
        ended = past(desk, state)
        return gone(desk, ended) if ended else simply(state)
    return _switched(desk, state, text) or _amended(desk, state)


def with_waiting(desk: Desk, state: State, turn: Turn) -> Turn:
    """没答上的、客套的一轮：还有没问完的一条搁着，就给一个接着问的按钮。"""
    waiting = waiting_record(state) if turn.outcome in _ASIDE and "cases" not in turn.remember else None
    item = desk.valid_item(waiting["item"]) if waiting else None
    if waiting is None or item is None or turn.replies[-1].kind not in ("talk", "no_match", "out_of_scope"):
        return turn
    *others, last = turn.replies
    choice = Choice(
        say("case.go_on", name=item.name), make_payload("choose", item=item.code, question=waiting["asking"])
    )
    return replace(turn, replies=(*others, replace(last, choices=(*last.choices, choice))))


def _answered(desk: Desk, state: State, item: Item, record: Record, text: str) -> Turn | None:
    """答正问着的那一句；不像是答它的，None。"""
    question = next((one for one in item.scenarios or () if one.id == record["asking"]), None)
    if question is None:
        return None
    if _STOP.fullmatch(text):
        return _stopped(state, item, question)
    brief = len(text) <= _BRIEF or (len(text) <= _SHORT and not state.aspects)
    if brief and (ALL.search(text) or UNSURE.search(text)):
        return give_all(desk, state, item, record)
    loosely = state.act not in _ELSEWHERE and not _QUESTION.search(text)
    option = chosen(question, text, loosely=loosely)
    bare = loosely and not state.aspects and len(text) <= _BRIEF and _says_only(state)
    if option is None and bare and not _tells_event(state):
        return resume(desk, state, item, record)
    if option is None or _moves(state) or _asks_of_another(desk, state, item, question):
        return None
    same = replace(state, heard_facts=state.heard_facts if _is_of_whom(question) else state.heard_facts.without("whom"))
    return reply(desk, same, item, record, question.id, option.id)


def _says_only(state: State) -> bool:
    """短短一句，除了情形里的事实什么也没说（“我自己去”）：听不出选的是哪一个，再问一遍，不拿去检索。"""
    return bool(state.heard_facts) and _NOTHING_LEFT.fullmatch(normalise(state.rest)) is not None


def _moves(state: State) -> bool:
    """“回老家办”，而且知道老家是哪里，或者正谈着一个地方的：是换地方，照换地方办，情形也就知道了。"""
    return state.asked_role is not None and (state.asked_role in state.roles or state.region is not None)


def _is_of_whom(question: Scenario) -> bool:
    """问的是给谁办；不是的，话里提到的人（“爸妈没结婚”）不是换了人。"""
    return "给谁" in question.question or "为谁" in question.question


def _asks_of_another(desk: Desk, state: State, item: Item, question: Scenario) -> bool:
    """话里另有所指，而且找得到别的事项：是打断，不是回答。"""
    known = normalise(question.model_dump_json() + item.model_dump_json())
    if all(word in known for word in telling(state.rest)):
        return False
    found = desk.search.find(state.said, region=state.region, side=state.side)
    return found.outcome == "found" and found.hits[0].entry_code != item.entry_code


def _stopped(state: State, item: Item, question: Scenario) -> Turn:
    payload = make_payload("choose", item=item.code, question=question.id)
    choices = (Choice(say("case.go_on", name=item.name), payload),)
    remember = {"cases": without_asking(state), "offered": []}
    return Turn("small_talk", (Reply("talk", say("case.stopped"), {}, choices),), remember=remember)


def goes_back(state: State) -> bool:
    """说“继续刚才的”“刚才那个呢”：明说要接着前面的。"""
    return not state.values and _GO_ON.search(normalise(state.said)) is not None


def go_on(desk: Desk, state: State) -> Turn:
    """回头：搁下没问完的接着问；没有的，前面谈过的那一件再答一遍。"""
    waiting = waiting_record(state)
    earlier = next((dict(one) for one in reversed(state.cases) if one["item"] != state.item), None)
    record = waiting or earlier or (record_of(state, state.item) if state.item else None)
    item = desk.valid_item(record["item"]) if record else None
    if record is None or item is None:
        return Turn("small_talk", (Reply("talk", say("case.nothing_waiting")),))
    calm = replace(state, aspects=())
    return resume(desk, calm, item, {**record, "asking": None} if waiting else record)


def _switched(desk: Desk, state: State, text: str) -> Turn | None:
    """谈着一件事，话里只说了它的另一个选项（“随母亲”“换成一般注销呢”）：改成那个选项再答。"""
    item = desk.valid_item(state.item)
    if item is None or len(text) > _SHORT or state.heard_regions or mention(state.said, item) is Mention.OTHER:
        return None
    for question in item.scenarios or ():
        option = _option(state, question, text)
        if option is not None:
            return reply(desk, replace(state, aspects=()), item, record_of(state, item.code), question.id, option.id)
    return None


def _option(state: State, question: Scenario, text: str) -> Option | None:
    supposed = _SUPPOSE.fullmatch(text)
    if supposed:
        return chosen(question, supposed[1], loosely=True)
    return exactly(question, text) or (named(question, text) if set(state.aspects) <= set(GUIDED) else None)


def _tells_event(state: State) -> bool:
    """说的是生活里的另一件事（“我刚生了孩子”），不是眼前这件事的情形；说了岁数的（“孩子六岁”）是情形。"""
    return state.heard_facts.age is None and is_event(state.said) is not None


def _amended(desk: Desk, state: State) -> Turn | None:
    """谈着一件事，话里只说了情形（“那我爱人呢”“孩子六岁”“丢了”）：按新的情形再答一遍。"""
    item = desk.valid_item(state.item)
    bare = _NOTHING_LEFT.fullmatch(normalise(state.rest)) is not None
    wanted = [] if bare else [one for one in state.aspects if one in GUIDED]
    asked = bare or set(state.aspects) <= {*GUIDED, "agent"}
    if item is None or state.pending or state.asked_role or state.heard_regions or not state.heard_facts:
        return None
    if not asked or telling(state.rest) or _tells_event(state):
        return None
    record = record_of(state, item.code)
    aspects = wanted or aspects_of(state, record)
    if any(decide(one, state.heard_facts) for one in item.scenarios or ()) or (item.scenarios and state.other_person):
        held = replace(state, aspects=(), replying=bare and bool(record["asking"]))
        return answer_item(desk, held, item, aspects)
    if not state.other_person:
        return answer_item(desk, replace(state, aspects=()), item, list(state.kept_aspects)) if bare else None
    turn = answer_item(desk, state, item, list(state.aspects) or list(state.kept_aspects))
    head, *rest = turn.replies
    return replace(turn, replies=(replace(head, text=f"{say('case.same')}\n{head.text}"), *rest))
