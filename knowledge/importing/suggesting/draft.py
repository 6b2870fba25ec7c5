"""把各张表拟成一份映射，写成 YAML；要人核对的写在开头的注释里。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from knowledge.importing.layout import Layout
from knowledge.importing.mapping import Mapping
from knowledge.importing.report import ImportFailed
from knowledge.importing.suggesting.fields import item_fields, part_fields
from knowledge.importing.suggesting.names import child_kind, known, matched, plain
from knowledge.importing.suggesting.probing import tables_of
from knowledge.importing.suggesting.sampling import Table
from knowledge.importing.suggesting.values import Draft, Values

_REQUIRED: Final = ("code", "entry_code", "name", "region")
_SHOWN: Final = 40


@dataclass(frozen=True)
class _Found:
    path: Path
    table: Table
    format: str
    layout: Layout

    def score(self) -> int:
        """像主表的程度：认得的主表字段数；没有名称的不算。"""
        found = matched(self.table.columns, known()["item"])
        return len(found) if "name" in found and "code" in found else 0


def suggest(paths: Sequence[Path], today: date) -> str:
    """拟一份映射，返回 YAML 文字；它能直接用来导入这些文件，除非缺了必有的列（注释里说明）。

    Raises:
        ImportFailed: 文件不能用，或没有一张表像事项。
    """
    found = [_Found(path, *one) for path in paths for one in tables_of(path)]
    main = max(found, key=_Found.score)
    if not main.score():
        listed = "、".join(list(main.table.columns)[:_SHOWN])
        raise ImportFailed(
            f"没有一张表像事项目录：认不出编码与名称两列。看到的列有：{listed}；请参照 docs/catalogue.md 自己写映射。"
        )
    values = Values(_absent(found))
    fields, themes, used = item_fields(main.table, values)
    children = dict(filter(None, (_child(one, main, values) for one in found if one is not main)))
    for kind in children:
        fields.pop(kind, None)
    draft = _whole(main, fields, themes, children, values, today)
    missing = [field for field in _REQUIRED if field not in fields]
    if not missing:
        Mapping.model_validate(draft)
    return _written(main, draft, values, missing, used)


def _whole(main: _Found, fields: Draft, themes: Draft | None, children: Draft, values: Values, today: date) -> Draft:
    absent = sorted(values.absent)
    draft: Draft = {"format": main.format, "encoding": "utf-8"} | _layout(main.layout)
    draft |= {"source": {"name": main.path.stem, "checked_on": today.isoformat()}, "absent": absent, "fields": fields}
    draft |= {"children": children} if children else {}
    return draft | ({"themes": themes} if themes else {})


def _child(one: _Found, main: _Found, values: Values) -> tuple[str, Draft] | None:
    """这张表作主表的子表；不像的，或没有与主表相通的编码列的，不要。"""
    codes = matched(main.table.columns, known()["item"]).get("code", [])
    names = known()["item"]["code"]
    key = matched(one.table.columns, {"code": names}).get("code", [])
    rest = [column for column in one.table.columns if column not in key]
    kind = child_kind(rest)
    if not key or kind is None:
        where = one.table.sheet or one.path.name
        values.remarks.append(f"“{where}”没有用上：看不出是材料、收费、环节、地点还是问答，或没有事项编码一列")
        return None
    to = next((column for column in codes if plain(column) == plain(key[0])), codes[0])
    order = matched(rest, {"order": known()["order"]}).get("order", [])
    place: Draft = {} if one.path == main.path else {"file": one.path.name}
    place |= _layout(one.layout) | {"key": key[0], "to": to} | ({"order": order[0]} if order else {})
    return kind[0], place | {"fields": part_fields(kind[1], one.table.columns, values)}


def _layout(layout: Layout) -> Draft:
    """读法里与缺省不同的部分。"""
    usual = Layout()
    parts = ("encoding", "sheet", "header", "delimiter", "rows")
    return {part: getattr(layout, part) for part in parts if getattr(layout, part) != getattr(usual, part)}


def _absent(found: Sequence[_Found]) -> frozenset[str]:
    words = set(known()["absent"])
    seen = {word for one in found for column in one.table.columns.values() for word in column.seen}
    inner = {w for one in found for column in one.table.columns.values() for c in column.inner.values() for w in c.seen}
    return frozenset(words & (seen | inner))


def _written(main: _Found, draft: Draft, values: Values, missing: Sequence[str], used: set[str]) -> str:
    unused = [name for name in main.table.columns if name not in used]
    head = [f"拟自 {main.path.name}（看了 {main.table.rows} 行），请核对后使用；source 的名称与核对日期请改成真的。"]
    head += [f"还缺必有的字段：{'、'.join(missing)}；没有认出对应的列，请补上再导入。"] if missing else []
    head += [f"请核对：{remark}。" for remark in dict.fromkeys(values.remarks)]
    head += [f"没有用到的列：{'、'.join(unused[:_SHOWN])}。"] if unused else []
    body = yaml.dump(draft, Dumper=_Quoting, allow_unicode=True, sort_keys=False, width=110)
    return "".join(f"# {' '.join(line.split())}\n" for line in head) + str(body)


class _Quoting(yaml.SafeDumper):
    """数字写成的代码都加引号，免得别的工具读成数；同一个列表写几次也不用引用。"""

    def ignore_aliases(self, data: Any) -> bool:
        """不用 &a、*a。"""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if text[:1].isdigit() else None)


_Quoting.add_representer(str, _text)
