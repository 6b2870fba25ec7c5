"""目录的命令：export、search、reindex。"""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer
from sqlalchemy import Engine

from api.cli.ends import WRONG_USE, Json, checked_region, console, fail, show_json
from knowledge.catalogue import Catalogue
from knowledge.exporting import Format as TextFormat
from knowledge.exporting import export as write_out
from knowledge.exporting import export_workbook
from knowledge.importing import renew_index
from knowledge.search import Found, open_search
from knowledge.settings import load_settings
from knowledge.storage.migrate import open_catalogue
from knowledge.taxonomy.regions import region


class Format(StrEnum):
    """导出的格式。"""

    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"
    jsonld = "jsonld"


class Side(StrEnum):
    """办事对象。"""

    person = "个人"
    organisation = "法人"


def export(
    path: Annotated[Path | None, typer.Argument(help="写到哪个文件；不给则写到标准输出。")] = None,
    format: Annotated[Format, typer.Option(metavar="格式", help="jsonl、csv、xlsx 或 jsonld。")] = Format.jsonl,
) -> None:
    """导出目录。JSONL 与导入的逐行相等；CSV、XLSX 改过之后可以用 --mapping banshi-table 再导入。"""
    engine = open_catalogue(load_settings().catalogue_url)
    if format is Format.xlsx:
        _export_workbook(engine, path)
        return
    if path is None:
        write_out(engine, sys.stdout, cast(TextFormat, format.value))
        return
    try:
        out = path.open("w", encoding="utf-8", newline="\n")
    except OSError as fault:
        fail(f"写不了 {path}（{fault.strerror}），请换一个能写的位置。", WRONG_USE)
    with out:
        write_out(engine, out, cast(TextFormat, format.value))


def _export_workbook(engine: Engine, path: Path | None) -> None:
    if path is None:
        fail("XLSX 要写到文件里；例如 banshi export --format xlsx 目录.xlsx。", WRONG_USE)
    try:
        export_workbook(engine, path)
    except OSError as fault:
        fail(f"写不了 {path}（{fault.strerror}），请换一个能写的位置。", WRONG_USE)


def search(
    text: Annotated[str, typer.Argument(help="要找的话。")],
    region: Annotated[str | None, typer.Option(help="六位区划代码。")] = None,
    side: Annotated[Side | None, typer.Option(help="办事对象。")] = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="最多几条。")] = 10,
    as_json: Json = False,
) -> None:
    """只检索目录，不经过对话。"""
    settings = load_settings()
    engine = open_catalogue(settings.catalogue_url)
    finder = open_search(engine, settings.index_root)
    found = finder.find(text, region=checked_region(region), side=side.value if side else None, limit=limit)
    if as_json:
        show_json(asdict(found))
    else:
        _show_found(found)


def reindex(as_json: Json = False) -> None:
    """按现有目录重建检索索引。"""
    settings = load_settings()
    name = renew_index(open_catalogue(settings.catalogue_url), settings.index_root)
    if as_json:
        show_json({"generation": name})
    else:
        console.print(f"索引已重建：{name}")


def generation() -> None:
    """印出现在的索引世代；没有导入过则是空行。"""
    sys.stdout.write(Catalogue(open_catalogue(load_settings().catalogue_url)).generation() + "\n")


def _show_found(found: Found) -> None:
    words = {"found": "找到", "ambiguous": "有几个都像", "not_found": "没有找到"}
    console.print(words[found.outcome])
    for hit in found.hits:
        where = region(hit.region).name
        console.print(f"{hit.score:.2f}  {hit.name}（{where}）  {hit.code}  按{hit.matched_by}", markup=False)
