"""问外面的系统的路：动作服务说要问什么，这里拿封着的号码去问，把结果写成答复。没有脱敏的号码只从这里经过。"""

from __future__ import annotations

import hashlib
import logging
from typing import Any, Final

from api import fallback
from api.connectors.port import Told
from api.connectors.results import lost, written
from api.connectors.secret import HIDDEN, SECRET, taken_out
from api.engine import EngineFailure, Question
from api.parts import Parts, in_thread
from api.shapes.turns import Answer
from api.trip import Trip
from knowledge import clock
from knowledge.taxonomy.acts import make_payload

LOG: Final = logging.getLogger("banshi.api")
NAMES: Final = frozenset({"progress", "booking", "cancelling"})
"""动作服务里办自己的事的表。"""
_RECEIPT: Final = "receipt"
_ASKING: Final = frozenset({"clarify_region", "clarify_item"})


async def hide_numbers(parts: Parts, trip: Trip) -> None:
    """接着系统的，话里的编号先取出来、遮住，之后的步骤看不到。"""
    if trip.raw is None or trip.text is None or not parts.board.about:
        return
    own = trip.conversation_id  # 等过前一条的，正问着的已经变了，再看一眼
    trip.found = await in_thread(lambda: parts.records.conversation(own)) or trip.found
    trip.text, trip.given = taken_out(trip.raw, trip.text, trip.conversation.asks)


async def ask_outside(parts: Parts, trip: Trip) -> None:
    """表里新填的号码封起来；表填好了的，去问。"""
    form = form_in(trip.answer)
    if form is None:
        await _keep_loose(parts, trip)
        return
    trip.changes["asks"] = form["asks"]
    await in_thread(lambda: _keep(parts, trip, form))
    if form.get("call"):
        await _call(parts, trip, form, form["call"])


def form_in(answer: Answer | None) -> dict[str, Any] | None:
    """最后一条答复带着的、办自己的事的表。"""
    found = answer.replies[-1].data.get("form") if answer is not None else None
    return found if isinstance(found, dict) and found.get("name") in NAMES else None


async def _keep_loose(parts: Parts, trip: Trip) -> None:
    """还没有开表（先问地方、问是哪件事）就写了编号的，封在这次对话名下，开了表再用。"""
    if trip.answer is not None and trip.answer.outcome in _ASKING:
        await in_thread(lambda: _seal_loose(parts, trip))


def _seal_loose(parts: Parts, trip: Trip) -> None:
    for name in ("number", "booking"):
        _seal(parts, trip, trip.conversation_id, name)


def _seal(parts: Parts, trip: Trip, form_id: str, name: str) -> None:
    if name in trip.given:
        parts.tickets.keep_draft(trip.conversation_id, form_id, name, trip.given[name])


def _keep(parts: Parts, trip: Trip, form: dict[str, Any]) -> None:
    for name in form.get("took") or ():
        _seal(parts, trip, form["id"], name)
        trip.text = HIDDEN[name] if name == "holder" else trip.text
    if form.get("end") == "dropped":
        parts.tickets.drop_form(form["id"])


async def _call(parts: Parts, trip: Trip, form: dict[str, Any], call: dict[str, Any]) -> None:
    about, operation = parts.board.about.of(call["connector"]), str(call["operation"])
    assert trip.answer is not None
    if about is None or operation not in about.operations:  # 两个进程读的文件不一样
        trip.answer = fallback.nothing(trip.region)
        return
    kept = await in_thread(lambda: _kept(parts, trip, form, call))
    asked = {name: value for name, value in call["send"].items() if isinstance(value, str)}
    if operation == "book" and (told := _booked(kept, asked)) is not None:
        trip.answer = written(trip.answer, operation, told, about, form, kept[_RECEIPT]["asked"])
        return
    wanted = [name for name in SECRET if name in about.operations[operation].used]
    if any(name not in kept for name in wanted):
        trip.answer = lost(trip.answer, operation)
        return
    asked |= {name: kept[name] for name in wanted}
    now = f"{clock.now():%Y-%m-%d %H:%M}"
    told = await parts.board.ask(trip.conversation_id, about.id, operation, asked, _key(form, operation, asked))
    if operation == "slots":
        await _tell_engine(parts, trip, form, told, now)
        return
    await in_thread(lambda: _settle(parts, trip, form, call, told, asked, now))
    trip.answer = written(trip.answer, operation, told, about, form, now)


def _kept(parts: Parts, trip: Trip, form: dict[str, Any], call: dict[str, Any]) -> dict[str, Any]:
    """封着的：这次对话名下的，要取消的那张表的，这张表的；后面的盖过前面的。"""
    names = [trip.conversation_id, *([call["of"]] if call.get("of") else []), form["id"]]
    found: dict[str, Any] = {}
    for name in names:
        found |= parts.tickets.drafts(trip.conversation_id, name)
    return found


def _booked(kept: dict[str, Any], asked: dict[str, str]) -> Told | None:
    """这张表的这个时间已经约好了：同一个按钮又点了一次，照上次的说，不再去约。"""
    receipt = kept.get(_RECEIPT)
    if not isinstance(receipt, dict) or receipt.get("slot") != asked.get("slot"):
        return None
    return Told("found", receipt["fields"])


def _key(form: dict[str, Any], operation: str, asked: dict[str, str]) -> str:
    """幂等键：同一张表、同一个时间，重试几次都是它；换了时间就是另一个。"""
    about = f"{form['id']}:{operation}:{asked.get('slot', '')}"
    return hashlib.sha256(about.encode()).hexdigest()[:32]


def _settle(
    parts: Parts, trip: Trip, form: dict[str, Any], call: dict[str, Any], told: Told, asked: dict[str, str], now: str
) -> None:
    """问过之后：没有问到的号码留着再试；约好的只留编号，等着取消；别的删掉。"""
    if told.outcome == "unreachable":
        return
    own, operation = trip.conversation_id, call["operation"]
    if operation == "book":
        if told.outcome == "found":
            parts.tickets.drop_form(form["id"])
            receipt = {"slot": asked.get("slot"), "fields": dict(told.fields), "asked": now}
            parts.tickets.keep_draft(own, form["id"], "booking", told.fields["booking"])
            parts.tickets.keep_draft(own, form["id"], _RECEIPT, receipt)
        return
    for name in (own, form["id"], *([call["of"]] if call.get("of") and told.outcome != "refused" else [])):
        parts.tickets.drop_form(name)


async def _tell_engine(parts: Parts, trip: Trip, form: dict[str, Any], told: Told, now: str) -> None:
    """列来的时间再交给引擎：选哪一个要记在对话里。引擎这时没答上的，请再发一次。"""
    about = trip.conversation
    found = {"form": form["id"], "outcome": told.outcome, "slots": [dict(one) for one in told.slots], "asked": now}
    message = make_payload("follow", aspect="appointment", step="listed")
    question = Question(trip.conversation_id, message, trip.region, about.side, about.channel, connector=found)
    assert trip.answer is not None
    understanding = trip.answer.understanding
    try:
        again = await parts.engine.ask(question)
    except EngineFailure as failure:
        trip.failure = failure.reason
        parts.metrics.engine_failed(failure.reason)
        LOG.warning("%s", failure)
        trip.answer = fallback.form_waits(parts.duty.phone, trip.region)
        return
    later = form_in(again)
    trip.changes["asks"] = later["asks"] if later else None
    if later and later.get("end") == "dropped":
        await in_thread(lambda: parts.tickets.drop_form(form["id"]))
    trip.answer = again.model_copy(update={"understanding": understanding})
