"""打开一件事：落到来客地方的事项，分批，材料合成一张单子。"""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.bundles import Bundle, Bundles, Opened, bundles
from knowledge.bundles.opening import open_bundle
from tests.knowledge.bundles.conftest import DAY, Shelf, make_item, materials

A, B, C, D = (f"{number:012d}" for number in range(1, 5))


def bundle_of(*steps: dict[str, Any]) -> Bundle:
    about = {"id": "try", "name": "试办", "tone": "plain", "sides": ["个人"], "said": ["试办"], "questions": "试办"}
    return Bundle.model_validate(about | {"steps": list(steps)})


def after(code: str, *before: str, **fields: Any) -> dict[str, Any]:
    return {"entry_code": code, "after": list(before), "because": ["甲证"], **fields}


def opened(bundle: Bundle, *items: Any, region: str | None = None) -> Opened:
    found = open_bundle(Shelf(items), bundle, region, DAY)
    assert found is not None
    return found


THREE = bundle_of({"entry_code": A}, after(B, A), {"entry_code": C})


def test_what_waits_for_nothing_comes_first_and_together() -> None:
    got = opened(THREE, make_item(1), make_item(2), make_item(3))
    assert [(one.number, one.batch, one.step.entry_code, one.after) for one in got.steps] == [
        (1, 1, A, ()),
        (2, 1, C, ()),
        (3, 2, B, (1,)),
    ]
    assert [[one.number for one in batch] for batch in got.batches] == [[1, 2], [3]]


def test_a_step_the_catalogue_lacks_is_named_and_the_order_goes_through_it() -> None:
    chain = bundle_of({"entry_code": A}, after(B, A), after(C, B))
    got = opened(chain, make_item(1), make_item(3))
    assert got.missing == (B,)
    assert [(one.step.entry_code, one.batch, one.after) for one in got.steps] == [(A, 1, ()), (C, 2, (1,))]


def test_nothing_in_the_catalogue_opens_nothing() -> None:
    assert open_bundle(Shelf([]), THREE, None, DAY) is None
    assert Bundles(Shelf([])).open("birth", None, DAY) is None
    assert Bundles(Shelf([make_item(1)])).open("no_such", None, DAY) is None


def test_the_nearest_region_is_taken_up_the_chain() -> None:
    items = [make_item(1), make_item(1, "440000"), make_item(2), make_item(2, "440100"), make_item(3, "310000")]
    got = opened(THREE, *items, region="440106")
    assert [(one.step.entry_code, one.item.region) for one in got.steps] == [(A, "440000"), (B, "440100")]
    assert got.missing == (C,)
    assert {one.item.region for one in opened(THREE, *items).steps} == {"000000"}


def test_an_item_that_has_ended_is_not_taken() -> None:
    got = opened(THREE, make_item(1), make_item(2, valid_until="2026-11-22"), make_item(3))
    assert got.missing == (B,)


def test_the_same_material_is_listed_once_with_every_name_it_goes_by() -> None:
    first = make_item(1, materials=materials("申请人身份证原件及复印件", "结婚证"))
    second = make_item(2, materials=materials("居民身份证", "户口本", note="交验"))
    third = make_item(3, materials=materials("有效身份证件", "户口簿"))
    got = opened(THREE, first, second, third)
    told = {one.material.label: [(need.number, need.material.name) for need in one.needed_by] for one in got.materials}
    assert told == {
        "居民身份证": [(1, "申请人身份证原件及复印件"), (2, "有效身份证件"), (3, "居民身份证")],
        "居民户口簿": [(2, "户口簿"), (3, "户口本")],
        "结婚证": [(1, "结婚证")],
    }
    assert [one.repeated for one in got.materials] == [True, True, False]
    assert next(one for one in got.materials if one.material.name == "居民户口簿").needed_by[1].material.note == "交验"


def test_the_dead_person_s_card_is_not_the_applicant_s() -> None:
    first = make_item(1, materials=materials("死者的身份证", "申请人身份证"))
    got = opened(THREE, first, make_item(2), make_item(3))
    assert sorted(one.material.label for one in got.materials) == ["居民身份证", "死亡人员的居民身份证"]


def test_each_item_has_its_own_form() -> None:
    got = opened(THREE, *(make_item(number, materials=materials("申请书")) for number in (1, 2, 3)))
    assert [[need.number for need in one.needed_by] for one in got.materials] == [[1], [2], [3]]


def test_what_is_only_sometimes_needed_comes_last() -> None:
    first = make_item(1, materials=materials("亲子鉴定", necessity="非必要"))
    second = make_item(2, materials=[*materials("照片"), *materials("亲子鉴定", necessity="非必要")])
    got = opened(THREE, first, second, make_item(3))
    assert [(one.material.name, one.conditional) for one in got.materials] == [("照片", False), ("亲子鉴定", True)]


def test_unknown_materials_are_not_no_materials() -> None:
    got = opened(THREE, make_item(1, materials=[]), make_item(2), make_item(3, materials=materials("照片")))
    assert got.unlisted == (3,)


def test_the_order_cites_the_item_or_its_own_source() -> None:
    own = {"name": "某指南", "url": "https://example.cn/b", "checked_on": "2026-11-23"}
    made = bundle_of({"entry_code": A}, after(B, A), {"entry_code": C, "after": [A], "source": own})
    sources = {one.step.entry_code: one.order_source for one in opened(made, *map(make_item, (1, 2, 3))).steps}
    assert sources[A] is None
    assert sources[B] is not None
    assert sources[B].name == "第2件的规定"
    assert sources[C] is not None
    assert sources[C].name == "某指南"


@pytest.mark.parametrize("region", [None, "440100", "440106", "650102"])
@pytest.mark.parametrize("bundle", bundles(), ids=lambda one: one.id)
def test_every_bundle_opens_on_the_starter_catalogue(starter: Shelf, bundle: Bundle, region: str | None) -> None:
    got = Bundles(starter).open(bundle.id, region, DAY)
    assert got is not None
    assert got.missing == ()
    assert [one.number for one in got.steps] == list(range(1, len(bundle.steps) + 1))
    assert all(set(one.after) <= set(range(1, one.number)) for one in got.steps)
    listed = sum(len(one.item.materials or ()) for one in got.steps)
    assert sum(len(one.needed_by) for one in got.materials) == listed
    labels = [one.material for one in got.materials if not one.material.apart]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize(
    ("bundle_id", "label", "steps"),
    [
        ("birth", "出生医学证明", {"BSP010000020", "BSP085000135"}),
        ("house_used", "居民身份证", {"BSP075000263", "BSP075000268"}),
        ("unemployed", "终止或者解除劳动关系的证明", {"BSP030000160", "BSP085000127"}),
        ("hongkong", "居民身份证", {"BSP105000042", "BSP105000044"}),
        ("company_close", "纸质营业执照正、副本", {"BSL165000206", "BSL165000207"}),
    ],
)
def test_materials_that_several_steps_need_are_found(
    starter: Shelf, bundle_id: str, label: str, steps: set[str]
) -> None:
    got = Bundles(starter).open(bundle_id, None, DAY)
    assert got is not None
    row = next(one for one in got.materials if one.material.label == label)
    codes = {one.number: one.step.entry_code for one in got.steps}
    assert {codes[need.number] for need in row.needed_by} == steps
