"""错字：同音、近音、形近而写错的领域词（户藉、社宝卡、护找、身份正），只在改过来恰是领域词时才改。

三道关：错处要跨在切词的边界上，并且切出了单字（写对的话切得整）；写的不是一个现成的词；改动不超过三分之一的字。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pypinyin import Style, lazy_pinyin

from knowledge.text.cutting import default_cutter, terms

SHAPES_FILE: Final = Path(__file__).with_name("shapes.txt")

_SHORTEST, _LONGEST = 2, 8
_SHAPE: Final = "形"
_FUZZY: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"), ("l", "n"))
_TOO_COMMON: Final = frozenset(
    "的了吗呢吧是在有不就都也还要能会可和与或被把给到去来上下里中人我你他她它这那哪多少个年月日时后前再又从向为以及等让对没保买办交京津沪渝粤鲁豫皖浙苏闽赣湘鄂川黔滇陕甘宁新蒙吉黑辽晋冀琼藏"
)


@dataclass(frozen=True, slots=True)
class Correction:
    """一处改正：wrong 是原来写的，right 是改成的领域词，start 是它在原文里的字位。"""

    start: int
    wrong: str
    right: str


def correct(text: str) -> tuple[str, tuple[Correction, ...]]:
    """(改好的文本, 各处改正)。text 须已归一；长度不变，字位对得上。"""
    found = tuple(_corrections(text))
    for one in found:
        text = text[: one.start] + one.right + text[one.start + len(one.wrong) :]
    return text, found


def _corrections(text: str) -> Iterator[Correction]:
    spans = list(_pieces(text))
    keys = list(map(_key, text))
    reach = 0
    heard, seen = _prefixes()
    for first, (_, start, _) in enumerate(spans):
        sound, shape = keys[start]
        begins = sound in heard or f"{_SHAPE}{shape}" in seen
        if begins and start >= reach and (best := _at(spans, first, keys)) is not None:
            reach = start + len(best.wrong)
            yield best


@cache
def _key(char: str) -> tuple[str, str]:
    """一个字的 (近音, 字形)。"""
    return _blurred(_reading(char)), _shape(char)[1:]


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """词典里的词整个，切词时临时拼出来的拆成单字。"""
    cutter = default_cutter()
    for word, start, end in cutter.spans(text):
        if cutter.knows(word):
            yield word, start, end
        else:
            yield from ((char, start + place, start + place + 1) for place, char in enumerate(word))


def _at(spans: Sequence[tuple[str, int, int]], first: int, keys: Sequence[tuple[str, str]]) -> Correction | None:
    """从第 first 个词起的一处改正，长的优先；没有领域词这样开头了就不再看。keys 是各字的 (近音, 字形)。"""
    start = spans[first][1]
    best: Correction | None = None
    window, sound, shape, has_single = "", "", _SHAPE, False
    heard, seen = _prefixes()
    for word, begin, end in spans[first : first + _LONGEST]:
        if begin != start + len(window) or end - start > _LONGEST:
            break
        window += word
        sound = " ".join([*([sound] if sound else []), *(one for one, _ in keys[begin:end])])
        shape += "".join(one for _, one in keys[begin:end])
        if sound not in heard and shape not in seen:
            break
        has_single = has_single or len(word) == 1
        right = _right(window) if has_single and len(window) > len(word) else None
        if right is not None:
            best = Correction(start, window, right)
    return best


def _right(window: str) -> str | None:
    if len(window) < _SHORTEST:
        return None
    book = _book()
    for key in (_sound(_single(window), len(window)), _shape(window)):
        for term in book.get(key, ()):
            if _is_near(window, term):
                return term
    return None


def _is_near(wrong: str, right: str) -> bool:
    changed = [one for one, other in zip(wrong, right, strict=True) if one != other]
    return 0 < len(changed) <= max(1, len(right) // 3) and not any(one in _TOO_COMMON for one in changed)


@cache
def _prefixes() -> tuple[frozenset[str], frozenset[str]]:
    """领域词的各个开头的 (近音, 字形)。"""
    sounds: set[str] = set()
    shapes: set[str] = set()
    for term in terms():
        for reading in (lazy_pinyin(term, style=Style.NORMAL), _single(term)):
            sounds.update(_blurred_sound(reading[:size]) for size in range(1, len(reading) + 1))
        shapes.update(_shape(term[:size]) for size in range(1, len(term) + 1))
    return frozenset(sounds), frozenset(shapes)


def _blurred_sound(readings: Sequence[str]) -> str:
    return " ".join(map(_blurred, readings))


@cache
def _book() -> Mapping[str, tuple[str, ...]]:
    """读音或字形 → 领域词。"""
    kept: dict[str, dict[str, None]] = defaultdict(dict)
    for term in terms():
        if _SHORTEST <= len(term) <= _LONGEST and not term.isascii():
            for reading in (lazy_pinyin(term, style=Style.NORMAL), _single(term)):
                kept[_sound(reading, len(term))][term] = None
            kept[_shape(term)][term] = None
    return {key: tuple(found) for key, found in kept.items()}


def _single(text: str) -> list[str]:
    return [_reading(char) for char in text]


@cache
def _reading(char: str) -> str:
    return str(lazy_pinyin(char, style=Style.NORMAL)[0])


def _sound(readings: Sequence[str], size: int) -> str:
    """读音的键：两字的要音全同，长一些的不分平翘舌、前后鼻音、鼻边音。"""
    return " ".join(readings) if size < 3 else _blurred_sound(readings)


@cache
def _blurred(reading: str) -> str:
    for one, other in _FUZZY:
        if reading.startswith(one) and one in ("zh", "ch", "sh", "l"):
            reading = other + reading[len(one) :]
        elif reading.endswith(one) and one in ("ang", "eng", "ing"):
            reading = reading[: -len(one)] + other
    return reading


def _shape(text: str) -> str:
    """字形的键：形近的字写成同一个。前面加记号，不与读音相混。"""
    same = _shapes()
    return _SHAPE + "".join(same.get(char, char) for char in text)


@cache
def _shapes() -> Mapping[str, str]:
    lines = SHAPES_FILE.read_text(encoding="utf-8").splitlines()
    groups = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return {char: group[0] for group in groups for char in group}
