"""一列的值像什么，就拟什么取法；拿不准的写成说明，请人核对。"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from knowledge.importing.rule import BadValue, Rule
from knowledge.importing.suggesting.names import bracketed, known
from knowledge.importing.suggesting.sampling import Column
from knowledge.importing.take_one import DateRule, LimitRule, RegionRule, web_address

Draft = dict[str, Any]
_NUMBERING: Final = r"(?:[（(]?\d{1,2}[)）.、．]|[①-⑳])\s*"
_SEPARATORS: Final = (("\n", r"\n"), ("；", "；"), (";", ";"), ("|", r"\|"), ("、", "、"), ("，", "，"), (",", ","))
_SHARE: Final = 0.02


_REGION: Final = RegionRule.model_validate({"from": "区划", "take": "region"})


class Values:
    """拟取法；`remarks` 是要人核对的地方。"""

    def __init__(self, absent: frozenset[str]) -> None:
        self.absent = absent
        self.remarks: list[str] = []

    def text(self, columns: list[Column]) -> Any:
        """一行文字。"""
        names = [column.name for column in columns]
        return names[0] if len(names) == 1 else {"from": names, "take": "text"}

    def long(self, column: Column) -> Draft:
        """分行的长文字。"""
        return {"from": column.name, "take": "html_text"}

    def number(self, column: Column) -> Draft:
        """份数、次数。"""
        draft: Draft = {"from": column.name, "take": "number"}
        words = self._said(column)
        if not all(word.isdecimal() for word in words):
            draft["find"] = r"\d+"
        return draft

    def code(self, column: Column, field: str) -> Any:
        """代码表；值本来就是文字的，照收。"""
        table: dict[str, str] = known()["codes"][field]
        words = self._said(column)
        coded = [word for word in words if self._code(word, table)]
        if not coded:
            return column.name
        codes = {word: self._code(word, table) or word for word in sorted({*words, *table})}
        self.remarks.append(f"“{column.name}”的代码按常见的代码表拟，各地不尽相同")
        strange = [word for word in words if word not in coded]
        if strange:
            self.remarks.append(f"{field} 有不认得的代码，照原样收了：{'、'.join(strange[:10])}")
        return {"from": column.name, "take": "code", "codes": codes}

    def status(self, column: Column) -> Draft | None:
        """事项状态；不认得的写法当作没有说。"""
        table: dict[str, str] = known()["codes"]["status"]
        strange = [word for word in self._said(column) if word not in table]
        if strange:
            self.remarks.append(f"“{column.name}”有不认得的状态，当作在用：{'、'.join(strange[:10])}")
        return {"from": column.name, "take": "code", "codes": table} | ({"absent": strange} if strange else {})

    def sides(self, column: Column) -> Draft:
        """服务对象：自然人一类的是个人，其余是法人。"""
        by = self.separator(column, r"；;、，,|\s/")
        pieces = {piece for word in self._said(column) for piece in (re.split(by, word) if by else [word]) if piece}
        table: dict[str, str] = known()["codes"]["sides"]
        person = known()["person"]
        codes = {
            piece: table.get(piece) or ("个人" if any(one in piece for one in person) else "法人")
            for piece in sorted(pieces)
        }
        return {"from": column.name, "take": "codes", **({"by": by} if by else {}), "codes": codes}

    def immediate(self, column: Column) -> Draft:
        """办件类型。"""
        signs = known()["immediate"]
        strange = [word for word in self._said(column) if word not in (*signs["yes"], *signs["no"])]
        return {"from": column.name, "take": "flag", **signs} | ({"absent": strange} if strange else {})

    def date(self, column: Column) -> Draft:
        """日期；认不出的当作没有说。"""
        return self._strict({"from": column.name, "take": "date"}, column, DateRule)

    def region(self, column: Column) -> Draft:
        """区划代码或名称。"""
        return {"from": column.name, "take": "region"}

    def url(self, column: Column) -> Draft:
        """网址。"""
        return {"from": column.name, "take": "url"}

    def limit(self, column: Column, unit: Column | None, note: Column | None) -> Draft:
        """时限；只有数字的，单位取自单位列或列名的括号。"""
        draft: Draft = {"from": column.name, "take": "limit"}
        if unit is not None:
            table = known()["codes"]["unit"]
            draft |= {
                "unit_from": unit.name,
                "units": {word: table[word] for word in self._said(unit) if word in table},
            }
        elif column.share(str.isdecimal):
            told = bracketed(column.name)
            draft["unit"] = told if told in ("工作日", "自然日") else "工作日"
            if told != draft["unit"]:
                self.remarks.append(f"“{column.name}”只有数字，没有单位，暂作工作日")
        if note is not None:
            draft["note_from"] = note.name
        return self._strict(draft, column, LimitRule)

    def names(self, column: Column) -> Draft:
        """名称的列表，如材料、环节。"""
        draft: Draft = {"from": column.name, "take": "names"}
        numbered = column.share(lambda word: re.match(_NUMBERING, word) is not None)
        by = self.separator(column, r"\n；;|")
        if numbered > _SHARE:
            return draft | {"by": rf"(?:^|[；;\n]|\s+){_NUMBERING}" + (f"|{by}" if by else "")}
        return draft | ({"by": by} if by else {})

    def words(self, columns: list[Column], other_than: list[str]) -> Draft:
        """说法的列表：逗号、顿号有时分开几个说法，有时只是断词。"""
        by = self.separator(columns[0], r"\n；;、，,|\s")
        draft: Draft = {"from": [column.name for column in columns], "take": "list"}
        return draft | ({"by": by, "whole_below": 3} if by else {}) | {"other_than": other_than}

    def separator(self, column: Column, allowed: str) -> str | None:
        """`allowed`（一组字，不含方括号）里真的用来分隔的；没有用到则为 `None`。"""
        found = column.share(lambda word: re.search(f"[{allowed}]", word) is not None)
        return f"[{allowed}]+" if found > _SHARE else None

    def _strict(self, draft: Draft, column: Column, rule: type[Rule]) -> Draft:
        """按拟的取法试一遍见过的值，认不出的列进 absent，并请人核对。"""
        made = rule.model_validate(draft)
        strange = [word for word in self._said(column) if not _fits(made.convert, word)]
        if "unit_from" in draft:
            strange = [word for word in strange if not re.fullmatch(r"\d+(?:\.\d+)?", word)]
        if strange:
            self.remarks.append(f"“{column.name}”有认不出的写法，当作没有说：{'、'.join(strange[:10])}")
        return draft | ({"absent": strange} if strange else {})

    def _said(self, column: Column) -> list[str]:
        return [word for word in column.seen if word not in self.absent]

    def _code(self, word: str, table: dict[str, str]) -> str | None:
        return table.get(word) or (table.get(word.zfill(2)) if word.isdecimal() else None)


def _fits(convert: Callable[[list[str]], Any], word: str) -> bool:
    try:
        convert([word])
    except BadValue:
        return False
    return True


def is_region(word: str) -> bool:
    """像区划代码或区划名称。"""
    return _fits(_REGION.convert, word)


def is_address(word: str) -> bool:
    """像网址。"""
    return web_address(word) is not None
