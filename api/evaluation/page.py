"""错题报告的网页：由 report.json 的内容写成一张 HTML。只有这里知道网页长什么样。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, Final

from api.evaluation.causes import CAUSE_OF
from api.evaluation.table import ROWS, written
from knowledge.taxonomy.aspects import ASPECTS

STYLE_FILE: Final = Path(__file__).with_name("report.css")
SHOWN: Final = 5
"""每题至多写几个候选；其余在 JSON 里。"""

_SCOPES: Final = {"in": "范围内", "out": "范围外", "complaint": "投诉", "": "—"}
_HEAD: Final = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>办事：错题报告</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#main">跳到错题</a>
"""

Found = Mapping[str, Any]


def page(found: Found) -> str:
    """整张网页。found：`report.report_of` 的结果。"""
    items = {one["number"]: one for one in found["items"]}
    parts = [_HEAD.format(style=STYLE_FILE.read_text(encoding="utf-8")), _top(found), '<main id="main">\n']
    if found["confused"]:
        parts.append(_confused(found["confused"]))
    parts += [_cause(cause, items) for cause in found["causes"]]
    return "".join((*parts, "</main>\n</body>\n</html>\n"))


def _top(found: Found) -> str:
    """页首：几题错了，目录，指标。"""
    links = [_contents(cause["id"], cause["name"], len(cause["numbers"])) for cause in found["causes"]]
    if found["confused"]:
        links.insert(0, _contents("confused", "混淆的类目", len(found["confused"])))
    verdict = f"问了 {found['questions']} 题，{found['wrong']} 题至少错了一处。"
    note = "每一轴至多记一个错因；范围错的题不再看类目、事项和方面。" if links else "没有错题。"
    return (
        f"<header>\n<h1>错题报告</h1>\n<p>{verdict}{note}</p>\n"
        f'<nav aria-label="错因"><ul>\n{"".join(links)}</ul></nav>\n{_figures(found["figures"])}</header>\n'
    )


def _contents(anchor: str, name: str, count: int) -> str:
    return f'<li><a href="#{anchor}">{escape(name)}</a> <span class="count">{count}</span></li>\n'


def _figures(figures: Found) -> str:
    rows = [(name, written(figures[key], kind)) for key, (name, kind) in ROWS.items() if key in figures]
    body = "".join(f'<tr><th scope="row">{name}</th><td>{value}</td></tr>\n' for name, value in rows)
    return f"<details><summary>全部指标</summary>\n<table><caption>指标</caption>\n{body}</table></details>\n"


def _confused(pairs: Iterable[Found]) -> str:
    body = "".join(
        f'<tr><th scope="row">{escape(pair["wanted"])}</th><td>{escape(pair["got"]) or "（没有猜）"}</td>'
        f"<td>{len(pair['numbers'])}</td><td>{_jumps(pair['numbers'])}</td></tr>\n"
        for pair in pairs
    )
    return (
        '<section id="confused" aria-labelledby="confused-title">\n<h2 id="confused-title">混淆的类目</h2>\n'
        "<table><caption>标注的首选类目，被认成了哪一个；题多的在前</caption>\n"
        '<thead><tr><th scope="col">标注</th><th scope="col">认成</th><th scope="col">题数</th>'
        f'<th scope="col">题号</th></tr></thead>\n<tbody>\n{body}</tbody></table>\n</section>\n'
    )


def _jumps(numbers: Iterable[int]) -> str:
    return "、".join(f'<a href="#q{number}">{number}</a>' for number in numbers)


def _cause(cause: Found, items: Mapping[int, Found]) -> str:
    """一个错因的各题。一题有几个错因时，全文写在第一个错因下面，别处只留题号和链接。"""
    name, numbers = cause["id"], cause["numbers"]
    own = [items[number] for number in numbers if items[number]["causes"][0] == name]
    other = [number for number in numbers if items[number]["causes"][0] != name]
    also = f"<p>写在别的错因下面的还有：{_jumps(other)}</p>\n" if other else ""
    return (
        f'<section id="{name}" aria-labelledby="{name}-title">\n'
        f'<h2 id="{name}-title">{escape(cause["name"])} <span class="count">{len(numbers)} 题</span></h2>\n'
        f'<p class="advice">{escape(cause["advice"])}</p>\n{also}{"".join(map(_item, own))}</section>\n'
    )


def _item(one: Found) -> str:
    number, more = one["number"], one["causes"][1:]
    label = f"第 {number} 题" + (f"（{one['id']}）" if one["id"] else "")
    links = "、".join(f'<a href="#{cause}">{escape(CAUSE_OF[cause].name)}</a>' for cause in more)
    also = f'<p class="also">还有：{links}</p>\n' if links else ""
    rows = "".join(
        f'<tr><th scope="row">{name}</th><td>{wanted}</td><td>{got}</td></tr>\n' for name, wanted, got in _rows(one)
    )
    return (
        f'<article id="q{number}" aria-labelledby="q{number}-title">\n'
        f'<h3 id="q{number}-title">{escape(label)}</h3>\n<blockquote>{escape(one["text"])}</blockquote>\n{also}'
        '<table><thead><tr><td></td><th scope="col">标注</th><th scope="col">实际</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody></table>\n</article>\n"
    )


def _rows(one: Found) -> Iterator[tuple[str, str, str]]:
    wanted, got = one["wanted"], one["got"]
    yield "范围", _SCOPES[wanted["scope"]], f"{_SCOPES[got['scope']]}（结局 {escape(got['outcome'])}）"
    yield (
        "类目",
        _lines(escape(key) for key in wanted["categories"]),
        _lines(escape(guess["key"]) + _score(guess) for guess in got["categories"][:SHOWN]),
    )
    yield "方面", _aspects(wanted["aspects"]), _aspects(got["aspects"])
    related = (f"{_named(item)}（沾边）" for item in wanted["related"])
    right = ["没有核对"] if wanted["items"] is None else [_named(item) for item in wanted["items"]] or ["目录里没有"]
    yield "事项", _lines((*right, *related)), _lines(_named(item) + _score(item) for item in got["items"][:SHOWN])


def _lines(parts: Iterable[str]) -> str:
    """一行一个；parts 已转义。"""
    return "<br>".join(parts) or "—"


def _score(guess: Found) -> str:
    return "" if guess["score"] is None else f' <span class="score">{guess["score"]:.3f}</span>'


def _named(item: Found) -> str:
    code = f'<span class="code">{escape(item["code"])}</span>'
    return f"{escape(item['name'])} {code}" if item["name"] else code


def _aspects(names: Iterable[str]) -> str:
    return escape("、".join(ASPECTS[name] for name in names)) or "—"
