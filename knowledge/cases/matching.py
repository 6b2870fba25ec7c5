"""把话对到选项上：没问就说了的，只凭事实；正问着这一句的，选项上的字、第几个、是不是也算。"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from knowledge.cases.facts import Facts, heard, labelled
from knowledge.model import Option, Scenario
from knowledge.text import normalise

ALL: Final = re.compile(
    r"^(?:那|就)?(?:都|全都?|全部|所有|各种).{0,8}$|都(?:要|列|告诉|说|看|给)|全(?:部|都)?(?:要|列|告诉|说|看|给)|所有(?:的)?(?:情形|情况|材料)|各种(?:情形|情况)"
)
"""要全部情形的。"""
UNSURE: Final = re.compile(
    r"不(?:知道|清楚|确定|晓得|懂|太清楚|太确定|好说|了解)|说不清|说不准|没想好|还没定|随便|不选|^不[知道]*$"
)
"""不知道是哪一种的。"""
_ORDINAL: Final = re.compile(
    r"(?:我?(?:选|要|是|就是|属于))?(?:第)?([一二两三四五六七八1-8])(?:个|项|条|号|种|样)?(?:吧|的|啊|呀|哈)?"
)
_NUMBERS: Final = {char: place for place, char in enumerate("一二三四五六七八", 1)} | {"两": 2}
_LAST: Final = re.compile(r"^(?:我?(?:选|要|是))?(?:最后|末尾?)(?:一|那)?个?(?:吧|的)?$")
_SPLIT: Final = re.compile(r"[、,，;；()（）/]|或者?|以及|及|和")
_REST: Final = re.compile(r"^(?:其[他它]|别的|以上都|都没有|都不是|没有$|不是$)|其[他它]的?(?:人|情形|情况|车)?$")
_NO: Final = re.compile(r"^(?:没|不|未|无|否|都没|都不|还没|非)")
_SAYS_NO: Final = re.compile(
    r"^(?:没有?|不是|不|否|没|无|还没有?|都没有|都不是|不在|不用|不需要|不要)(?:的|呢|啊|呀|办|过|了)*$"
)
_SAYS_YES: Final = re.compile(
    r"^(?:是|对|嗯+|有|要|好|好的|是的|对的|有的|在|需要|办了|领了|交了|缴了|满了|没错)(?:的|呢|啊|呀|了)*$"
)
_OPENING: Final = re.compile(r"^(?:我|我们|是|就是|应该是|属于|那|嗯|哦|啊|,|，|这是|他|她|选|要)+")
_NOT_SO: Final = re.compile(r"不是[^,，。;；]{1,10}[,，。;；\s]*(?:而)?是")
_TAIL: Final = re.compile(r"(?:的|了|吧|呢|啊|呀|哦|哈|情况|情形|那种|这种|。|!|！|\.)+$")
_PIECE: Final = 2
_CLAUSE: Final = re.compile(r"[,，。;；!！?？\s]+")
_ASKS: Final = re.compile(r"[吗么]|怎么|怎样|咋|如何|什么|啥|多少|几|哪|能不能|可不可以|要不要|是不是|行不|不$")
_EMPTY: Final = re.compile(r"[不没有是的我你您他她们了个就都也还在和与要会能可以这那哪一方谁给把被已经,。]")
_TOLD: Final = 3
"""没问就说了的，原样相同的一段要这么多字；短的（买房、孩子）说的多半是别的。"""
_OF_A_CHILD: Final = re.compile(r"孩子(?:多大|几岁)")
_CHILD: Final = frozenset(("child",))


def decide(scenario: Scenario, facts: Facts) -> Option | None:
    """事实定得下来的选项；定不下来，None。

    恰有一个选项合得上，别的都说不通：与事实相反的，指到别的事项的，“其他”，和（有人说了的事实时）什么也没写的。
    """
    labels = {option.id: with_named(labelled(scenario.question, option.label)) for option in scenario.options}
    facts = with_named(facts)
    if _OF_A_CHILD.search(scenario.question) and facts.values.get("whom") != _CHILD:
        facts = Facts(facts.values)
    fits = [option for option in scenario.options if _agreement(labels[option.id], facts) > 0]
    if not fits and len(scenario.options) == 2 and "home" in facts.values:
        return _left(scenario, labels, facts)
    if len(fits) != 1:
        return None
    (held,) = fits
    told = any(name in facts.values for name in labels[held.id].values)
    for option in scenario.options:
        label = labels[option.id]
        out = _agreement(label, facts) < 0 or option.other or _REST.search(option.label) or (told and not label)
        if option is not held and not out:
            return None
    return held


def with_named(facts: Facts) -> Facts:
    """“几样之一”的事实（顺产、自己辞职）也按值比。"""
    named = {name: frozenset(one for one in values if isinstance(one, str)) for name, values in facts.measures.items()}
    return Facts({**facts.values, **{name: told for name, told in named.items() if told}}, facts.age, facts.measures)


def _left(scenario: Scenario, labels: Mapping[str, Facts], facts: Facts) -> Option | None:
    """两个选项一个写地名、一个写“外省”：不是外省的，就是那个地方。"""
    home = Facts({"home": facts.values["home"]})
    out = [option for option in scenario.options if _agreement(labels[option.id], home) < 0]
    left = [option for option in scenario.options if option not in out and not labels[option.id]]
    return left[0] if len(out) == len(left) == 1 else None


def _agreement(label: Facts, facts: Facts) -> int:
    """1 合得上；-1 说不通；0 看不出。"""
    shared = [name for name in label.values if name in facts.values]
    if any(not facts.values[name] & label.values[name] for name in shared):
        return -1
    aged = label.age is not None and facts.age is not None
    if aged and label.age and facts.age and (facts.age[0] > label.age[1] or facts.age[1] < label.age[0]):
        return -1
    inside = aged and label.age and facts.age and label.age[0] <= facts.age[0] and facts.age[1] <= label.age[1]
    return 1 if shared or inside else 0


def chosen(scenario: Scenario, said: str, *, loosely: bool = False) -> Option | None:
    """正问着这一句时，一句回话选的是哪个；听不出，None。loosely：这句话没有问什么，与选项有一段字相同的也算。"""
    text = _plain(said)
    if not text:
        return None
    options = scenario.options
    place = _place(text, len(options))
    if place is not None:
        return options[place]
    exact = [option for option in options if _plain(option.label) == text]
    found = exact[0] if len(exact) == 1 else decide(scenario, heard(_NOT_SO.sub("", normalise(said)))[0])
    found = found or _by_pieces(options, text) or _yes_or_no(options, text)
    return found or ((_by_shared(options, text) or _restated(scenario, text)) if loosely else None)


def named(scenario: Scenario, said: str) -> Option | None:
    """没问就说了的：不是问句的一个分句里原样有整个选项（“我自己辞职的，能领吗”），别的选项都没有；听不出，None。"""
    clauses = [clause for clause in _CLAUSE.split(normalise(said)) if clause and not _ASKS.search(clause)]
    exact = [one for one in scenario.options if any(_plain(clause) == _plain(one.label) for clause in clauses)]
    whole = [normalise(one.label) for one in scenario.options]
    told = [one for one, label in zip(scenario.options, whole, strict=True) if _tells(clauses, label)]
    held = exact or told
    return held[0] if len(held) == 1 and not held[0].other else None


def _tells(clauses: Sequence[str], label: str) -> bool:
    return len(label) >= _TOLD and any(_says(clause, label) for clause in clauses)


def exactly(scenario: Scenario, said: str) -> Option | None:
    """整句就是一个选项（“本人去”）；不是，None。"""
    held = [one for one in scenario.options if _plain(said) == _plain(one.label) and not one.other]
    return held[0] if len(held) == 1 else None


def _plain(text: str) -> str:
    return _TAIL.sub("", _OPENING.sub("", _NOT_SO.sub("", normalise(text)).strip())).strip() or normalise(text).strip()


def _place(text: str, count: int) -> int | None:
    """“第二个”“选1”“最后一个”；整句就是序号才算。"""
    if _LAST.fullmatch(text):
        return count - 1
    match = _ORDINAL.fullmatch(text)
    place = (_NUMBERS.get(match[1]) or int(match[1])) if match else 0
    return place - 1 if 1 <= place <= count else None


def _by_pieces(options: Sequence[Option], text: str) -> Option | None:
    """话里有选项上的一段字，或者选项里有这句话；只有一个选项是这样的，就是它。"""
    weights = {option.id: _weight(normalise(option.label), text) for option in options}
    best = max(weights.values())
    held = [option for option in options if weights[option.id] == best]
    return held[0] if best >= _PIECE and len(held) == 1 else None


def _weight(label: str, text: str) -> int:
    """对得上的最长的一段有几个字。"""
    pieces = [piece.strip() for piece in [label, *_SPLIT.split(label)]]
    inside = [len(piece) for piece in pieces if len(piece) >= _PIECE and _says(text, piece)]
    if len(text) >= _PIECE and text in label:
        inside.append(len(text))
    return max(inside, default=0)


def _by_shared(options: Sequence[Option], text: str) -> Option | None:
    """与话里有最长的一段字相同的选项；不止一个这么长的，None。“是转院过去的”选“转院去外地”。"""
    lengths = [_shared(normalise(option.label), text) for option in options]
    best = max(lengths)
    return options[lengths.index(best)] if best >= _PIECE and lengths.count(best) == 1 else None


def _shared(label: str, text: str) -> int:
    """相同的最长的一段有几个字。"""
    spans = (text[start:end] for start in range(len(text)) for end in range(start + _PIECE, len(text) + 1))
    return max((len(span) for span in spans if span in label and _says(text, span) and _means(span)), default=0)


def _means(span: str) -> bool:
    """去掉虚字还剩两个字以上：“不是”“我们的”不算说了什么。"""
    return len(_EMPTY.sub("", span)) >= _PIECE


def _restated(scenario: Scenario, text: str) -> Option | None:
    """两个选项一个说没有的，话里又说了问句里的事：“单位一直给交生育险的”是有，带“没”“不”的是没有。"""
    no = [option for option in scenario.options if _NO.search(option.label)]
    if len(no) != 1 or len(scenario.options) != 2 or _shared(normalise(scenario.question), text) < _PIECE:
        return None
    return no[0] if re.search(r"[没不未无]", text) else next(one for one in scenario.options if one is not no[0])


def _says(text: str, piece: str) -> bool:
    """话里说了这一段，前面没有“不是”“没”。"""
    before, found, _ = text.partition(piece)
    return bool(found) and not re.search(r"(?:没有?|不是|并非)$", before)


def _yes_or_no(options: Sequence[Option], text: str) -> Option | None:
    """“没有”选那个说没有的；两个选项的，“有”“是”选另一个。"""
    no = [option for option in options if _NO.search(option.label)]
    if len(no) != 1:
        return None
    if _SAYS_NO.fullmatch(text):
        return no[0]
    if _SAYS_YES.fullmatch(text) and len(options) == 2:
        return next(option for option in options if option is not no[0])
    return None
