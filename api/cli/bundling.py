"""一件事的命令：bundle。"""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.ends import WRONG_USE, Json, checked_region, console, fail, show_json
from api.shapes.bundles import BundleRow, BundleStep, OpenedBundle, SharedMaterial
from knowledge import clock
from knowledge.bundles import Bundles, bundles
from knowledge.catalogue import Catalogue
from knowledge.settings import load_settings
from knowledge.storage.migrate import open_catalogue
from knowledge.taxonomy.regions import spoken_name


def bundle(
    key: Annotated[str | None, typer.Argument(metavar="编号", help="哪一件事，例如 birth；不给就列出全部。")] = None,
    region: Annotated[str | None, typer.Option(help="六位区划代码。")] = None,
    as_json: Json = False,
) -> None:
    """打开一件事：各步的先后、能同时办的、合成一张的材料单子。"""
    if key is None:
        _list(as_json)
        return
    engine = open_catalogue(load_settings().catalogue_url)
    opened = Bundles(Catalogue(engine)).open(key, checked_region(region), clock.today())
    if opened is None:
        fail(f"没有编号为“{key}”的一件事，或者目录里还没有它的事项；banshi bundle 列出全部编号。", WRONG_USE)
    shape = OpenedBundle.of(opened)
    if as_json:
        show_json(shape.model_dump(mode="json"))
    else:
        _show(shape)


def _list(as_json: bool) -> None:
    rows = [BundleRow.of(one) for one in bundles()]
    if as_json:
        show_json([row.model_dump(mode="json") for row in rows])
        return
    for row in rows:
        official = f"（{row.official}，{row.document}）" if row.official else ""
        console.print(f"{row.id:16}{row.name}{official}", markup=False)


def _show(opened: OpenedBundle) -> None:
    console.print(opened.bundle.name, markup=False)
    for batch in sorted({step.batch for step in opened.steps}):
        console.print(f"第{batch}批")
        for step in opened.steps:
            if step.batch == batch:
                console.print(f"  {_step(step)}", markup=False)
    console.print("材料")
    for row in opened.materials:
        console.print(f"  {_material(row)}", markup=False)
    if opened.unlisted:
        console.print(f"第{_numbers(opened.unlisted)}步目录没有写明材料")
    if opened.missing:
        console.print(f"目录里没有：{'、'.join(opened.missing)}")


def _step(step: BundleStep) -> str:
    details = [f"适用：{step.when}"] if step.when else []
    details += [step.note] if step.note else []
    details += [f"先办第{_numbers(step.after)}步{'里的一样' if step.either else ''}"] if step.after else []
    note = f"（{'；'.join(details)}）" if details else ""
    return f"{step.number}. {step.name}（{spoken_name(step.region)}）{note}  {step.code}"


def _material(row: SharedMaterial) -> str:
    name = f"{row.whose}的{row.name}" if row.whose else row.name
    written = "、".join(dict.fromkeys(use.name for use in row.needed_by if use.name != name))
    also = f"，也写作“{written}”" if written else ""
    when = "，看情形" if row.conditional else ""
    return f"{name}：第{_numbers([use.number for use in row.needed_by])}步{when}{also}"


def _numbers(numbers: list[int]) -> str:
    return "、".join(str(number) for number in dict.fromkeys(numbers))
