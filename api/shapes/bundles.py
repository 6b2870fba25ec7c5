"""一件事的形状：清单里的一行，和打开以后的步骤、材料。"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from api.shapes.asked import Side
from api.shapes.turns import Source
from knowledge.bundles import Bundle, Opened, OpenStep, Shared
from knowledge.taxonomy.regions import NATION


class BundleRow(BaseModel):
    """一件事。"""

    id: str
    name: str
    official: str | None = Field(description="国家清单里的名称；没有查到的没有")
    document: str | None = Field(description="列出它的文件")
    tone: Literal["plain", "glad", "grave"] = Field(description="glad 是喜事，grave 是伤心事，答复的语气照此")
    sides: list[Side]
    life_events: list[str]
    questions: list[str] = Field(description="人们会怎么说")
    source: Source | None

    @classmethod
    def of(cls, bundle: Bundle) -> BundleRow:
        """由数据写成。"""
        own = bundle.source
        return cls(
            id=bundle.id,
            name=bundle.name,
            official=bundle.official.name if bundle.official else None,
            document=bundle.official.document if bundle.official else None,
            tone=bundle.tone,
            sides=list(bundle.sides),
            life_events=list(bundle.life_events),
            questions=bundle.questions.splitlines(),
            source=_source(own.name, own.url, own.checked_on.isoformat(), NATION) if own else None,
        )


class BundleStep(BaseModel):
    """一步：落到所选区划的一个事项。"""

    number: int = Field(description="从 1 起，先办的在前")
    batch: int = Field(description="第几批；同一批可以同时办")
    code: str
    entry_code: str
    name: str
    region: str
    note: str | None
    optional: bool = Field(description="不是人人都要办的")
    when: str | None = Field(description="什么人、什么情形才办")
    after: list[int] = Field(description="要先办的那几步的 number")
    either: bool = Field(description="after 里办好一样就行")
    source: Source | None = Field(description="先后的来源；不必等谁的没有")
    item_source: Source = Field(description="这个事项的来源")

    @classmethod
    def of(cls, one: OpenStep) -> BundleStep:
        """由打开的一步写成。"""
        item, order = one.item, one.order_source
        return cls(
            number=one.number,
            batch=one.batch,
            code=item.code,
            entry_code=item.entry_code,
            name=item.name,
            region=item.region,
            note=one.step.note,
            optional=one.step.optional,
            when=one.step.when,
            after=list(one.after),
            either=one.step.either,
            source=_source(order.name, order.url, order.checked_on.isoformat(), item.region) if order else None,
            item_source=_source(item.source.name, item.source.url, item.source.checked_on.isoformat(), item.region),
        )


class MaterialUse(BaseModel):
    """哪一步要这份材料，那个事项里怎么写的。"""

    number: int
    name: str = Field(description="那个事项里的正式写法")
    note: str | None
    originals: int | None
    copies: int | None
    conditional: bool = Field(description="只在某种情形才要")


class SharedMaterial(BaseModel):
    """合成一张单子以后的一份材料。"""

    name: str = Field(description="通称")
    whose: str | None = Field(description="是谁的；办事的人自己的没有")
    conditional: bool
    needed_by: list[MaterialUse]

    @classmethod
    def of(cls, row: Shared) -> SharedMaterial:
        """由合并了的一份写成。"""
        uses = [
            MaterialUse(
                number=one.number,
                name=one.material.name,
                note=one.material.note,
                originals=one.material.originals,
                copies=one.material.copies,
                conditional=one.conditional,
            )
            for one in row.needed_by
        ]
        return cls(name=row.material.name, whose=row.material.whose, conditional=row.conditional, needed_by=uses)


class OpenedBundle(BaseModel):
    """打开的一件事。"""

    bundle: BundleRow
    region: str | None
    steps: list[BundleStep]
    materials: list[SharedMaterial] = Field(description="同一样只列一次；几步都要的在前，看情形才要的在后")
    unlisted: list[int] = Field(description="目录没有写明要哪些材料的那几步的 number")
    missing: list[str] = Field(description="目录里没有的那几步的基本编码")

    @classmethod
    def of(cls, opened: Opened) -> OpenedBundle:
        """由打开的一件事写成。"""
        return cls(
            bundle=BundleRow.of(opened.bundle),
            region=opened.region,
            steps=[BundleStep.of(one) for one in opened.steps],
            materials=[SharedMaterial.of(one) for one in opened.materials],
            unlisted=list(opened.unlisted),
            missing=list(opened.missing),
        )


def _source(name: str, url: str | None, checked_on: str, region: str) -> Source:
    return Source(name=name, url=url, checked_on=checked_on, region=region)
