"""选项的字：几个相近的事项，只说不同的地方，用平常的话。分不清、说不明白的，用正式名称。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.taxonomy.regions import spoken_name
from knowledge.text import default_cutter
from knowledge.words import all_words, say

_OPERATIONS: Final[dict[str, str]] = {
    "首次": r"首次|初次|首次申[领请]|初次申[领请]|新办|新办证|新办证申请|新申请|申领|首次办理",
    "换领": r"换领|换发|换证|期满换[证领发]|到期换[证领发]|期满换领",
    "补领": r"补领|补发|补证|补办|遗失补[领办发]|挂失补[领办发]|挂失",
    "变更": r"变更|信息变更|变更登记|变更加注",
    "注销": r"注销|注销登记",
    "查询": r"查询|信息查询",
    "进度": r"进度查询|办理进度查询|办理进度",
    "预约": r"预约|办理预约|预约办理",
    "设立": r"设立|设立登记|开办|成立登记",
    "延续": r"延续|延期|续期",
}
"""用语表 choice.operation 的键 → 正式名称里的写法；整段正是它才换成平常的话。"""
_SIDES: Final = {"个人": r"个人|本人", "法人": r"单位|用人单位"}
_PLAIN_WORDS: Final = tuple(
    (re.compile(pattern), f"choice.{group}.{key}")
    for group, table in (("operation", _OPERATIONS), ("side", _SIDES))
    for key, pattern in table.items()
)
_GENERIC: Final = re.compile(
    r"(?:办理|申请|申领|登记|审批|审核|许可|核发|备案|认定|确认|服务|指引|信息|事项|证明|证书|证|证件|及|和|与|或|的|含|等|其他|[A-Z0-9])*"
)
_BRACKETS: Final = re.compile(r"[(（)）《》“”]")
_LEAST_SHARED: Final = 3
_SHORT_THING: Final = re.compile(r"[一-龥](?:证|照|卡|险|户|票)")
"""共有的字太短（“内资”“家庭”）说不成“哪一种”；两个字的证件（护照）可以。"""
_AROUND: Final = re.compile(r"^(?:办理|申请|开具|签发|核发)|(?:的?(?:申请|申领|办理|核发|审批|审核))$")
_MOST_RUNS: Final = 2
_LIST: Final = re.compile(r"[、和及与/]")
_EDGES: Final = "、，,的和及与或·：:-/ "


@dataclass(frozen=True, slots=True)
class Option:
    """一个选项：事项的名称、区划、办事对象、办理部门。"""

    name: str
    region: str
    sides: tuple[str, ...] = ()
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """选项的字，次序同给的；shared：它们共有的东西，问句里说得出的，没有则为空。"""

    labels: tuple[str, ...]
    shared: str


def label(options: Sequence[Option]) -> Labels:
    """给 2 到 4 个选项起短名。短名互不相同，都不为空；同名的写上区划、办事对象或部门。"""
    names = [option.name for option in options]
    if len(options) > 1 and len(set(names)) == 1:
        return Labels(_told_apart(options, alone=True), plain_name(names[0]))
    runs = _runs(names)
    shared = _shared_thing(names)
    shorts = [_short(run) if shared else "" for run in runs]
    counts = Counter(shorts)
    kept = [short if short and counts[short] == 1 else name for short, name in zip(shorts, names, strict=True)]
    if len(set(kept)) < len(kept) or kept == names:
        return Labels(full_names(options), "")
    return Labels(tuple(kept), plain_name(shared))


def full_names(options: Sequence[Option]) -> tuple[str, ...]:
    """正式名称；同名的再写上区划、办事对象或部门，免得分不清。"""
    return _told_apart(options)


def plain_name(name: str) -> str:
    """正式名称 → 平常的叫法；没有别的叫法的，原样。"""
    return all_words().get(f"choice.plain.{name}", name)


def _told_apart(options: Sequence[Option], alone: bool = False) -> tuple[str, ...]:
    """同名的写上不同的那一样：区划、办事对象、部门；都相同的编号。alone：只写那一样，不写名称。"""
    names = Counter(option.name for option in options)
    same = [option for option in options if names[option.name] > 1]
    note = next((read for read in _NOTES if len({(one.name, read(one)) for one in same}) == len(same)), None)
    labels = []
    for place, option in enumerate(options, 1):
        if names[option.name] == 1:
            labels.append(option.name)
        elif note is not None and alone:
            labels.append(note(option))
        else:
            labels.append(say("choice.beside", label=option.name, note=note(option) if note else str(place)))
    return tuple(labels)


def _region_note(option: Option) -> str:
    return say("choice.of", region=spoken_name(option.region))


def _side_note(option: Option) -> str:
    return "、".join(say(f"choice.side.{side}") for side in option.sides)


def _authority_note(option: Option) -> str:
    return option.authority or ""


_NOTES: Final[tuple[Callable[[Option], str], ...]] = (_region_note, _side_note, _authority_note)


def _words(name: str) -> list[tuple[str, int, int]]:
    """名称切成的词和字位；只要有字的，标点不算。"""
    return [one for one in default_cutter().spans(name) if re.search(r"\w", one[0])]


def _common(names: Sequence[str]) -> set[str]:
    return set.intersection(*({word for word, _, _ in _words(name)} for name in names))


def _runs(names: Sequence[str]) -> list[list[str]]:
    """各名称里不共有的词，连着的合成一段，中间的标点照留。"""
    common = _common(names)
    found = []
    for name in names:
        runs: list[str] = []
        end = -1
        for word, start, stop in _words(name):
            if word in common:
                continue
            if end >= 0 and not re.search(r"\w", name[end:start]):
                runs[-1] += name[end:start] + word
            else:
                runs.append(word)
            end = stop
        found.append(runs)
    return found


def _short(runs: Sequence[str]) -> str:
    """几段合成短名；说不明白的（太碎、一个字、从词的半截起头、全是“登记”“办理”一类）返回空。"""
    if len(runs) > _MOST_RUNS or any(_is_half(run) for run in runs):
        return ""
    told = [_plain(_balanced(run).strip(_EDGES)) for run in runs]
    told = [one for one in told if one and not _GENERIC.fullmatch(one)]
    text = "·".join(dict.fromkeys(told))
    return text if len(text) > 1 else ""


def _is_half(run: str) -> bool:
    """头一个词只有一个字的，多半是前一个词的后半截：“司法鉴定|人执业”。"""
    return len(_words(run)[0][0]) == 1 and not _plain_part(run)


def _balanced(run: str) -> str:
    """括号不成对的，括号换成间隔号。"""
    opens, closes = re.findall(r"[(（《“]", run), re.findall(r"[)）》”]", run)
    return run if len(opens) == len(closes) else _BRACKETS.sub("·", run)


def _plain(run: str) -> str:
    """整段正是一种或几种办理动作的，换成平常的话：“换发、补发”→“到期换、丢了补”。"""
    parts = [_plain_part(part) for part in _LIST.split(run)]
    return "、".join(dict.fromkeys(part for part in parts if part)) if all(parts) else run


def _plain_part(part: str) -> str:
    return next((say(key) for pattern, key in _PLAIN_WORDS if pattern.fullmatch(part)), "")


def _shared_thing(names: Sequence[str]) -> str:
    """都有的、连成一片的字里最长的一段，说得出是什么东西的；只有“登记”“办理”这样的不算。"""
    common = _common(names)
    first = names[0]
    pieces: list[str] = []
    end = -1
    for word, start, stop in _words(first):
        if word in common and start == end:
            pieces[-1] += word
        elif word in common:
            pieces.append(word)
        end = stop if word in common else -1
    things = [_AROUND.sub("", one) for one in pieces]
    return max(
        (one for one in things if all(one in name for name in names) and not _is_vague(one)), key=len, default=""
    )


def _is_vague(text: str) -> bool:
    long_enough = len(text) >= _LEAST_SHARED or _SHORT_THING.fullmatch(text)
    return not long_enough or bool(_GENERIC.fullmatch(text)) or bool(_plain_part(text))
