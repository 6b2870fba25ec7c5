"""逐题去问：每题一次新的对话，只说这一句。"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from pydantic import ValidationError

from api.evaluation.answers import FAILED, Answer, answer_of
from api.evaluation.figures import Pair
from api.evaluation.questions import Question
from api.evaluation.visitor import ServerUnavailable, Timed, Visitor, fit, open_visitor
from api.shapes.turns import Turn

Progress = Callable[[int, int], None]

_OK: Final = 200


def ask_all(questions: Sequence[Question], url: str, progress: Progress | None = None) -> list[Pair]:
    """问完全部，按原来的次序返回（问题，答案）。

    一题答了 200 以外的状态码，记作 `FAILED` 接着问；连不上或答得不合契约，抛 ServerUnavailable。
    """
    pairs: list[Pair] = []
    with open_visitor(url) as visitor:
        for asked in questions:
            pairs.append((asked, ask(visitor, asked)))
            if progress is not None:
                progress(len(pairs), len(questions))
    return pairs


def ask(visitor: Visitor, asked: Question) -> Answer:
    """问一题。题目里的 `region` 是标注，不告诉服务。"""
    text = fit(asked.text)
    timed = visitor.say(visitor.begin(), text)
    return _answer(timed, cut=text != asked.text)


def _answer(timed: Timed, cut: bool) -> Answer:
    if timed.response.status_code != _OK:
        return Answer(FAILED, ms=timed.ms, cut=cut)
    try:
        turn = Turn.model_validate_json(timed.response.content)
    except ValidationError as fault:
        where = ".".join(str(step) for step in fault.errors(include_input=False)[0]["loc"])
        raise ServerUnavailable(f"{timed.response.url} 的答复在“{where}”处不合契约，请检查服务的版本。") from None
    return answer_of(turn, timed.ms, cut)
