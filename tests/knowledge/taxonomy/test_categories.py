"""类目表。出处：国家政务服务平台“主题分类”，个人 31 类、法人 34 类。"""

import pytest

from knowledge.taxonomy.categories import CATEGORIES, SIDES, UnknownCategory, category


def test_there_are_31_personal_and_34_legal_categories() -> None:
    assert [sum(one.side == side for one in CATEGORIES) for side in SIDES] == [31, 34]


def test_a_code_is_unique_within_its_side() -> None:
    assert len({(one.side, one.code) for one in CATEGORIES}) == len(CATEGORIES)
    assert len({one.key for one in CATEGORIES}) == len(CATEGORIES)


def test_categories_stand_in_the_order_of_their_codes() -> None:
    assert [(SIDES.index(one.side), one.code) for one in CATEGORIES] == sorted(
        (SIDES.index(one.side), one.code) for one in CATEGORIES
    )


@pytest.mark.parametrize(
    ("written", "key", "code"),
    [
        ("个人/证件办理", "个人/证件办理", "090"),
        ("个人/090", "个人/证件办理", "090"),
        ("个人/行政缴费", "个人/纳税缴费", "055"),
        # 设立变更在两边的代码不同。
        ("个人/设立变更", "个人/设立变更", "035"),
        ("法人/设立变更", "法人/设立变更", "005"),
        ("法人/999", "法人/其他", "999"),
    ],
)
def test_a_category_is_found_by_name_code_or_other_name(written: str, key: str, code: str) -> None:
    assert (category(written).key, category(written).code) == (key, code)


@pytest.mark.parametrize("written", ["证件办理", "090", "个人/不存在", "法人/证件办理", "老年人", ""])
def test_an_unknown_category_is_named_in_the_error(written: str) -> None:
    with pytest.raises(UnknownCategory, match=f"类目“{written}”不在 65 个类目之中；请写成"):
        category(written)
