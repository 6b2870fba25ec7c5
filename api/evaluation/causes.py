"""错因：一题错在哪。每一轴至多一个错因，先看服务，再看范围，范围对了才看类目、事项、方面。

范围错的题，后面几样多半跟着错，改好范围再看；所以各错因的题数不等于各指标没有达到的题数。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from api.evaluation.answers import FAILED, Answer
from api.evaluation.figures import Pair
from api.evaluation.questions import Question

TOP: Final = 3
_FOUND: Final = frozenset(("answered", "clarify_region", "clarify_scenario"))
"""已经认定了事项的结局：答了，或只是还要问地方、问情形。"""


@dataclass(frozen=True, slots=True)
class Cause:
    """一种错因。id：英文标识，也是网页里的锚；advice：多半该去哪里改。"""

    id: str
    name: str
    advice: str


CAUSES: Final[tuple[Cause, ...]] = (
    Cause("failed", "服务出错", "没有给出一轮，先看服务的日志和 /readyz；修好之前，别的数不作准。"),
    Cause("engine", "引擎不可用，由检索代答", "先看 /readyz，修好引擎再量。"),
    Cause("out_answered", "范围外的题答了", "误答。给 bot/data/nlu/out_near.yml 补这一类近似的话。"),
    Cause("out_as_in", "范围错：范围外当成范围内", "没有答出事项，但当成了政务；给 bot/data/nlu/out_near.yml 补。"),
    Cause("out_as_complaint", "范围错：范围外当成投诉", "看 nlu/signs.yaml 的投诉旗标是不是太宽。"),
    Cause("in_as_out", "范围错：范围内当成范围外", "该答的没有答。给那个类目的训练文件补问法。"),
    Cause("in_as_complaint", "范围错：咨询当成投诉", "带着怨气问怎么办，也是咨询；给 bot/data/nlu 补这样的提问。"),
    Cause("complaint_as_in", "范围错：投诉当成咨询", "投诉没有认出。给 bot/data/nlu/complaint.yml 补。"),
    Cause("complaint_as_out", "范围错：投诉当成范围外", "投诉没有认出。给 bot/data/nlu/complaint.yml 补。"),
    Cause("category_second", "类目错：可取的排在第二、第三", "看混淆表：给分不清的两边各补几句能分开的问法。"),
    Cause("category_missed", "类目错：前三个里都没有", "多半是没见过的说法；给标注的类目补问法，或补诉求。"),
    Cause(
        "none_answered",
        "错事项：目录里没有却答了",
        "最要紧。看是哪个字词带过去的，改词典里误导的行。",
    ),
    Cause(
        "wrong_item",
        "错事项：答了别的事项",
        "最要紧。看差在哪个动作或限定上，见 operations.py。",
    ),
    Cause("near_item", "答了沾边的事项", "不算大错，但有更准的；看名称里的限定词。"),
    Cause("held_back", "排第一了没敢答", "证据不够多：给诉求补问法或名称，或看 finder.py 的两条线。"),
    Cause("ranked_low", "排在第二、第三", "召回了，排序不对；看它和排第一的差在哪个特征上。"),
    Cause("not_ranked", "没排到前三", "说法连不到名称：补 knowledge/needs/ 或 knowledge/lexicon/。"),
    Cause("aspects_missed", "方面漏了", "看 nlu/signs.yaml 有没有这种问法，或给训练文件补。"),
    Cause("aspects_extra", "方面多了", "多答一段不误事，但太长；看训练数据里是不是总把两个方面标在一起。"),
    Cause("aspects_wrong", "方面又漏又多", "认成了另一个方面；给两个方面各补几句。"),
)
"""全部错因，按该先看的次序。"""

CAUSE_OF: Final = {cause.id: cause for cause in CAUSES}


@dataclass(frozen=True, slots=True)
class Wrong:
    """错了的一题。number：在题目文件里是第几题，从 1 起；causes：错因的标识。"""

    number: int
    asked: Question
    answer: Answer
    causes: tuple[str, ...]


def wrong_ones(pairs: Sequence[Pair]) -> list[Wrong]:
    """错了的各题，按原来的次序。"""
    found = ((number, pair, causes(*pair)) for number, pair in enumerate(pairs, start=1))
    return [Wrong(number, asked, answer, why) for number, (asked, answer), why in found if why]


def causes(asked: Question, answer: Answer) -> tuple[str, ...]:
    """一题的错因；没有错则为空。"""
    for first in (_service, _scope):
        if why := first(asked, answer):
            return (why,)
    return tuple(_within(asked, answer)) if asked.scope == "in" else ()


def confused(wrong: Sequence[Wrong]) -> dict[tuple[str, str], list[int]]:
    """混淆的类目：（标注的首选类目，猜的第一个）→ 题号；题多的在前。猜不出的写作空。"""
    found: dict[tuple[str, str], list[int]] = {}
    for one in wrong:
        if {"category_second", "category_missed"} & set(one.causes):
            got = one.answer.categories[0] if one.answer.categories else ""
            found.setdefault((one.asked.categories[0], got), []).append(one.number)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _service(_: Question, answer: Answer) -> str | None:
    return {FAILED: "failed", "engine_unavailable": "engine"}.get(answer.outcome)


def _scope(asked: Question, answer: Answer) -> str | None:
    if asked.scope == "out" and answer.outcome == "answered":
        return "out_answered"
    return None if asked.scope == answer.scope else f"{asked.scope}_as_{answer.scope}"


def _within(asked: Question, answer: Answer) -> Iterator[str]:
    """范围内的题，范围也认对了：类目、事项、方面各看一遍。"""
    for look in _AXES:
        if why := look(asked, answer):
            yield why


def _category(asked: Question, answer: Answer) -> str | None:
    places = [place for place, key in enumerate(answer.categories[:TOP]) if key in asked.categories]
    if not asked.categories or places[:1] == [0]:
        return None
    return "category_second" if places else "category_missed"


def _item(asked: Question, answer: Answer) -> str | None:
    if asked.codes is None:
        return None
    first, answered = answer.candidates[:1], answer.outcome == "answered" and bool(answer.candidates)
    if answered and first[0] not in asked.codes:
        near = first[0] in asked.related
        return _answered_other(bool(asked.codes), near)
    return _unanswered(asked.codes, answer) if asked.codes else None


def _answered_other(has_item: bool, near: bool) -> str | None:
    """答了标注以外的事项：目录里没有能回答的、答了沾边的，不算错。"""
    if near:
        return "near_item" if has_item else None
    return "wrong_item" if has_item else "none_answered"


def _unanswered(codes: Sequence[str], answer: Answer) -> str | None:
    places = [place for place, code in enumerate(answer.candidates[:TOP]) if code in codes]
    if places[:1] == [0]:
        return None if answer.outcome in _FOUND else "held_back"
    return "ranked_low" if places else "not_ranked"


def _aspects(asked: Question, answer: Answer) -> str | None:
    missed, extra = set(asked.aspects) - set(answer.aspects), set(answer.aspects) - set(asked.aspects)
    if missed and extra:
        return "aspects_wrong"
    return "aspects_missed" if missed else "aspects_extra" if extra else None


_AXES: Final[tuple[Callable[[Question, Answer], str | None], ...]] = (_category, _item, _aspects)
