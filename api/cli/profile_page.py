"""一份交付的样子写成一张网页：自带样式，没有脚本，不取外面的东西；读屏与放大都好用。"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from api.cli.profile_text import Table, tables, verdict
from knowledge.importing.profile import Profile

STYLE_FILE: Final = Path(__file__).with_name("profile.css")
_MOST: Final = 500
_HEAD: Final = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>办事：试导入</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
"""


def page(profile: Profile, paths: Sequence[Path]) -> str:
    """整张网页；每张表至多 500 行。"""
    shown = [table for table in tables(profile, _MOST) if table.rows]
    links = "".join(f'<li><a href="#{one.id}">{one.title}</a>（{one.total}）</li>\n' for one in shown)
    files = "、".join(escape(str(path)) for path in paths)
    top = (
        f"<header>\n<h1>试导入</h1>\n<p>{files}</p>\n<p>{verdict(profile)}</p>\n"
        f'<nav aria-label="目录"><ul>\n{links}</ul></nav>\n</header>\n'
    )
    head = _HEAD.format(style=STYLE_FILE.read_text(encoding="utf-8"))
    return "".join((head, top, '<main id="main">\n', *map(_section, shown), "</main>\n</body>\n</html>\n"))


def _section(table: Table) -> str:
    heads = "".join(f'<th scope="col">{head}</th>' for head in table.heads)
    body = "".join(map(_row, table.rows))
    left = table.total - len(table.rows)
    more = f"<p>另有 {left} 条没有列出。</p>\n" if left else ""
    return (
        f'<section aria-labelledby="{table.id}">\n<h2 id="{table.id}">{table.title}</h2>\n'
        f'<div class="wide" tabindex="0" role="region" aria-labelledby="{table.id}">\n'
        f"<table><caption>{table.note}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody></table>\n</div>\n"
        f"{more}</section>\n"
    )


def _row(row: Sequence[str]) -> str:
    first, *rest = (escape(cell) for cell in row)
    return f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>\n"
