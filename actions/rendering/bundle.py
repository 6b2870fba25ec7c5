"""一件事的答复：各步按先后，能同时办的在一起；材料合成一张单子；接着点哪一步。文字单独就够用。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from actions.rendering.answer import source_line
from actions.turn import Choice, Reply, source_json
from knowledge.bundles import NeededBy, Opened, OpenStep, Shared
from knowledge.model import Source
from knowledge.taxonomy.acts import make_payload
from knowledge.taxonomy.regions import NATION, spoken_name
from knowledge.words import say

KIND: Final = "bundle"


def render(opened: Opened) -> Reply:
    """一件事写成一条答复。"""
    sources = _sources(opened)
    told = [source_line(one) for one in sources]
    lines = [*_head(opened), *_steps(opened), *_materials(opened), say("bundle.next"), *told]
    cited = [source_json(one, opened.region or NATION) for one in sources]
    data = {
        "bundle": {"id": opened.bundle.id, "name": opened.bundle.name, "tone": opened.bundle.tone},
        "region": opened.region,
        "steps": [step_json(one) for one in opened.steps],
        "materials": [material_json(one) for one in opened.materials],
        "sources": cited,
        "source_lines": len(sources),
    }
    return Reply(KIND, "\n".join(lines), data, choices(opened), cited[0])


def choices(opened: Opened, aspect: str | None = None) -> tuple[Choice, ...]:
    """每一步一个按钮，点了就答那个事项；aspect：问的方面，可以没有。"""
    more = {"aspect": aspect} if aspect else {}
    return tuple(Choice(one.item.name, make_payload("choose", item=one.item.code, **more)) for one in opened.steps)


def step_json(one: OpenStep) -> dict[str, Any]:
    """一步：编码、名称、区划、先后和来源。"""
    return {
        "number": one.number,
        "batch": one.batch,
        "code": one.item.code,
        "entry_code": one.item.entry_code,
        "name": one.item.name,
        "region": one.item.region,
        "note": one.step.note,
        "optional": one.step.optional,
        "when": one.step.when,
        "after": list(one.after),
        "source": source_json(one.order_source, one.item.region) if one.order_source else None,
    }


def material_json(one: Shared) -> dict[str, Any]:
    """一份材料：通称、是谁的、哪几步要、各步的正式写法。"""
    return {
        "name": one.material.name,
        "whose": one.material.whose,
        "conditional": one.conditional,
        "needed_by": [
            {
                "number": need.number,
                "name": need.material.name,
                "note": need.material.note,
                "originals": need.material.originals,
                "copies": need.material.copies,
                "conditional": need.conditional,
            }
            for need in one.needed_by
        ],
    }


def _head(opened: Opened) -> Iterator[str]:
    bundle = opened.bundle
    yield say("bundle.head", name=bundle.name)
    if bundle.tone != "plain":
        yield say(f"bundle.{bundle.tone}")
    if bundle.official:
        yield say("bundle.official", name=bundle.official.name, basis=bundle.official.document)


def _steps(opened: Opened) -> Iterator[str]:
    for place, batch in enumerate(opened.batches):
        together = "together" if len(batch) > 1 else "alone"
        yield say(f"bundle.{'first' if place == 0 else 'then'}_{together}")
        yield from (_step(opened, one) for one in batch)
    yield say("bundle.local") if any(one.item.region != NATION for one in opened.steps) else say("bundle.nation")


def _step(opened: Opened, one: OpenStep) -> str:
    place = "" if one.item.region == NATION else say("bundle.place", region=spoken_name(one.item.region))
    details = [say("bundle.when", note=one.step.when)] if one.step.when else []
    details += [one.step.note] if one.step.note else []
    details += [say(_after(opened, one), steps=_numbers(one.after))] if one.after else []
    note = say("part.note", note="；".join(details)) if details else ""
    return f"{one.number}. {place}{one.item.name}{note}"


def _after(opened: Opened, one: OpenStep) -> str:
    """先后的说法：都要办好；办好一样就行；前面那步不是人人要办的，适用才要。"""
    if one.step.either and len(one.after) > 1:
        return "bundle.after_either"
    earlier = [step.step for step in opened.steps if step.number in one.after]
    return "bundle.after_if" if any(step.optional for step in earlier) else "bundle.after"


def _materials(opened: Opened) -> Iterator[str]:
    """都要的一样一行；看情形才要的，几步都要的一样一行，其余一步一行。"""
    always = [one for one in opened.materials if not one.conditional]
    sometimes = [one for one in opened.materials if one.conditional]
    if always:
        yield say("bundle.materials")
        yield from (_material(one) for one in always)
    if sometimes:
        yield say("bundle.sometimes")
        yield from (_material(one) for one in sometimes if one.repeated)
        yield from _by_step([one for one in sometimes if not one.repeated])
    if opened.unlisted:
        yield say("bundle.unlisted", steps=_numbers(opened.unlisted))


def _by_step(rows: Sequence[Shared]) -> Iterator[str]:
    steps: dict[int, list[str]] = {}
    for one in rows:
        told = "".join((one.material.label, _detail(one.needed_by[0], one.material.label)))
        steps.setdefault(one.needed_by[0].number, []).append(told)
    for number in sorted(steps):
        yield say("bundle.material_of", steps=number, names="；".join(steps[number]))


def _material(one: Shared) -> str:
    label = one.material.label
    grouped: dict[str, list[int]] = {}
    for need in one.needed_by:
        grouped.setdefault(_detail(need, label), []).append(need.number)
    told = [f"{say('bundle.needed', steps=_numbers(numbers))}{detail}" for detail, numbers in grouped.items()]
    return say("bundle.material", name=label, note="，".join(told))


def _detail(need: NeededBy, label: str) -> str:
    """这一步里的写法和说明；与通称一样、没有说明的为空。"""
    details = [] if need.material.name == label else [say("bundle.written", name=need.material.name)]
    details += [need.material.note] if need.material.note else []
    return say("part.note", note="；".join(details)) if details else ""


def _numbers(numbers: tuple[int, ...] | list[int]) -> str:
    return "、".join(str(number) for number in dict.fromkeys(numbers))


def _sources(opened: Opened) -> list[Source]:
    """件事自己的来源、各事项的来源、各步先后的来源，不重复。"""
    own = opened.bundle.source
    found: dict[tuple[str, str | None], Source] = {}
    for one in ([Source(**own.model_dump())] if own else []) + [s for step in opened.steps for s in _of_step(step)]:
        found.setdefault((one.name, one.url), one)
    return list(found.values())


def _of_step(one: OpenStep) -> list[Source]:
    return [one.item.source, *([one.order_source] if one.order_source else [])]
