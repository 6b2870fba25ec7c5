"""正谈着什么，用一句话里的几个字说：提醒、问要不要接着办时用。"""

from __future__ import annotations

from actions.bundling import bundle_before
from actions.desk import Desk
from actions.forms import read_form
from actions.state import State
from knowledge.bundles import bundles
from knowledge.words import say


def topic(desk: Desk, state: State) -> str | None:
    """填着的登记、谈着的事项、铺开的一件事、等着问清地方的问题、请他选的几件；什么也没谈着，None。"""
    form = read_form(state)
    if form is not None:
        return say(f"pause.form_{form.name}")
    item = desk.catalogue.item(state.item) if state.item else None
    if item is not None:
        return item.name
    opened = bundle_before(state)
    if opened is not None:
        return next(one.name for one in bundles() if one.id == opened)
    if state.pending is not None:
        return say("pause.question", text=state.pending["text"])
    return say("pause.choosing") if state.offered and _chose_among(state) else None


def _chose_among(state: State) -> bool:
    """上一轮给的是几件里选一件。"""
    return bool(state.last_replies) and state.last_replies[-1].get("kind") in ("choices", "no_match")
