"""问“接着办吗”，和问了以后：接着说就答留下的那一句，重新开始就放下；半张登记表留着，问要不要接着填。"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from actions import returning, talking
from actions.cases import RESUME
from actions.complaining import is_dangerous
from actions.desk import Desk
from actions.filling import OUTCOMES, is_filling
from actions.forms import cancelling, dropped, fill, question, read_form, wants_out
from actions.pauses import DAY, Pause
from actions.state import State, read_state
from actions.turn import Choice, Reply, Turn
from knowledge.cases.facts import Facts
from knowledge.taxonomy.acts import make_payload
from knowledge.text import normalise
from knowledge.words import say
from records.keeping import DRAFT_DAYS

Road = Callable[[Desk, State], Turn]

_YES: Final = re.compile(
    r"(?:好|好的|嗯|是|是的|对|对的|要|可以|行|没错|ok|第一个|(?:要|想)?(?:接着|继续)(?:说|办|问|填|来|登记)?)[的吧呀啊了呢。!！]*"
)
_NO: Final = re.compile(
    r"(?:不|不用|不要|不是|不了|不办|不说|不问|不填|不接着|不继续|算了|取消|重新(?:开始|来|说|问)|第二个|最后一个)"
    r"(?:了|说|办|问|填)*[的吧呀啊。!！]*"
)
_WHOLE: Final = ("answered", "clarify_scenario")


def forgetting(state: State) -> State:
    """忘掉前面谈的；在哪里、给谁（个人还是单位）不忘。"""
    return replace(
        state,
        item=None,
        kept_aspects=(),
        offered=(),
        pending=None,
        ties=(),
        form=None,
        cases=(),
        kept_facts=Facts(),
        last_replies=(),
        paused=None,
    )


def stands_alone(fresh: Turn, turn: Turn, old: str | None) -> bool:
    """忘掉前面的也答得上（fresh）：答了、问情形、问在哪里办、列出几件；而且本来（turn）不是在说前面那一件。"""
    asks_where = fresh.outcome == "clarify_region" and bool(fresh.remember.get("pending"))
    lists = fresh.outcome == "clarify_item" and bool(fresh.hits)
    old_one = old is not None and turn.item is not None and turn.item["code"] == old
    another = fresh.item is None or fresh.item["code"] != old
    return (fresh.outcome in _WHOLE or asks_where or lists) and not (old_one and another)


def agrees(state: State, pause: Pause) -> bool:
    """点了“接着说”，或者问了以后说好。"""
    return state.values.get("option") == RESUME or (pause.asked and _typed(state, _YES))


def declines(state: State, pause: Pause) -> bool:
    """重新开始；不登记了；问了以后说不用。"""
    form = read_form(state)
    out = form is not None and is_filling(form, state) and wants_out(form, state)
    return out or state.act == "restart" or (pause.asked and _typed(state, _NO))


def ask_whether(tracker: Mapping[str, Any], state: State, pause: Pause) -> Turn:
    """问还办不办；这一句先留着。"""
    held = _held(tracker)
    form = read_form(state)
    took = None
    if form is not None and is_filling(form, state):
        took = fill(form, state)[1]
        held = {**held, "text": say("form.hidden")} if took == "contact" else held
    reply = _question(state, pause, took)
    if not state.values and is_dangerous(normalise(state.said)):
        reply = replace(reply, text=f"{say('complaint_taken.emergency')}\n{reply.text}")
    return Turn("small_talk", (reply,), remember={"paused": pause.kept(held, asked=True)})


def offer_form(state: State, pause: Pause, turn: Turn) -> Turn:
    """答了别的，半张登记表还在：问要不要接着填。"""
    if read_form(state) is None or "form" in turn.remember:
        return turn
    remember = {**turn.remember, "paused": pause.kept(pause.held, asked=True)}
    return replace(turn, replies=(*turn.replies, _question(state, pause)), remember=remember)


def resumed(desk: Desk, tracker: Mapping[str, Any], state: State, pause: Pause, road: Road) -> tuple[State, Turn]:
    """接着说：答留下的那一句；没有留下的，接着填表、接着问情形，或者再说一遍。"""
    if pause.held is not None:
        heard = replace(_heard(tracker, pause.held), paused=None, said_at=None)
        return heard, _with(_without_taking(road(desk, heard)), paused=None)
    form = read_form(state)
    if form is not None:
        return state, Turn(OUTCOMES[form.name], (question(form, state),), remember={"paused": None})
    turn = returning.go_on(desk, state) if state.item else talking.repeat(desk, state)
    return state, _with(turn, paused=None)


def let_go(desk: Desk, tracker: Mapping[str, Any], state: State, pause: Pause, road: Road) -> tuple[State, Turn]:
    """重新开始：前面的放下，填了的删掉；留下的那一句不靠前面也答得上的，照答。"""
    form = read_form(state)
    bye = dropped(form) if form else Reply("talk", say("pause.let_go"))
    forgotten = {**talking.FORGOTTEN, "paused": None}
    if pause.held is not None:
        heard = forgetting(_heard(tracker, pause.held))
        fresh = road(desk, heard)
        if stands_alone(fresh, fresh, None):
            replies = (*fresh.replies, bye) if form else (bye, *fresh.replies)
            return heard, replace(fresh, replies=replies, remember={**forgotten, **fresh.remember})
    if form is not None:
        return state, Turn(OUTCOMES[form.name], (bye,), remember=forgotten)
    return state, _with(talking.restart(desk, state), paused=None)


def both(desk: Desk, tracker: Mapping[str, Any], pause: Pause, road: Road) -> tuple[State, Turn]:
    """问了还办不办，没有回答，又接着前面的说：当作接着办，先答留下的那一句，再答这一句。"""
    assert pause.held is not None
    first = _without_taking(road(desk, replace(_heard(tracker, pause.held), paused=None)))
    slots = {**(tracker.get("slots") or {}), **first.remember, "paused": None}
    state = read_state({**tracker, "slots": slots})
    second = road(desk, state)
    told = tuple(reply for reply in first.replies if reply.kind != "form")
    remember = {**first.remember, **second.remember, "paused": None}
    return state, replace(second, replies=(*told, *second.replies), remember=remember)


def out_of_date(state: State, pause: Pause) -> bool:
    """半张登记表过了保存的日子，原话已经删了（records.keeping），不能再接着填。"""
    return read_form(state) is not None and pause.seconds >= DRAFT_DAYS * DAY


def with_expired(state: State, pause: Pause, turn: Turn) -> Turn:
    """答完说一声：没填完的登记过了日子，已经删了。"""
    form = read_form(state)
    assert form is not None
    if any("form" in reply.data for reply in turn.replies):
        return turn
    gone = replace(dropped(form), text=say("pause.form_expired", when=pause.day()))
    return _with(replace(turn, replies=(*turn.replies, gone)), form=None)


def _question(state: State, pause: Pause, took: str | None = None) -> Reply:
    form = read_form(state)
    if form is None:
        again = Choice(say("pause.again"), make_payload("restart"))
        text = say("pause.ask", when=pause.day(), topic=pause.about)
        return Reply("talk", text, {}, (Choice(say("pause.go_on"), _RESUMING), again))
    text = say("pause.ask_form", when=pause.day(), topic=pause.about, field=say(f"form.{form.asks}"))
    told = {"form": {**form.as_json(), "took": took, "end": None}}
    return Reply("form", text, told, (Choice(say("pause.fill_on"), _RESUMING), cancelling(form)))


_RESUMING: Final = make_payload("choose", option=RESUME)


def _typed(state: State, words: re.Pattern[str]) -> bool:
    return not state.values and words.fullmatch(normalise(state.said)) is not None


def _held(tracker: Mapping[str, Any]) -> dict[str, Any]:
    """留下的一句：够再读一次状态就行。"""
    message = tracker["latest_message"]
    kept = {key: message[key] for key in ("text", "entities", "understanding", "metadata") if message.get(key)}
    return {**kept, "intent": {"name": (message.get("intent") or {}).get("name")}}


def _heard(tracker: Mapping[str, Any], held: Mapping[str, Any]) -> State:
    return read_state({**tracker, "latest_message": held})


def _with(turn: Turn, **slots: Any) -> Turn:
    return replace(turn, remember={**turn.remember, **slots})


def _without_taking(turn: Turn) -> Turn:
    """留下的那一句，原话在留下的时候已经封好；这一轮的原话是“接着说”，不能封进去。"""
    *others, last = turn.replies
    form = last.data.get("form")
    if not form:
        return turn
    return replace(turn, replies=(*others, replace(last, data={**last.data, "form": {**form, "took": None}})))
