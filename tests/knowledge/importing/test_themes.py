"""主题分到各自的轴上。"""

from collections import Counter

import pytest

from knowledge.importing.themes import Themes

THEMES = Themes.model_validate(
    {
        "from": "主题",
        "names": {"社会保障（社会保险、社会救助）": ["个人/社会保障", "法人/社会保障"], "纳税": ["个人/纳税缴费"]},
        "populations": ["老年人", "人才"],
        "life_events": ["找工作"],
    }
)
PERSON, FIRM = ["个人"], ["法人"]


@pytest.mark.parametrize(
    ("themes", "sides", "axes"),
    [
        (["证件办理"], PERSON, {"categories": ["个人/证件办理"]}),
        (["其他"], PERSON + FIRM, {"categories": ["个人/其他", "法人/其他"]}),
        (["社会保障（社会保险、社会救助）"], PERSON, {"categories": ["个人/社会保障"]}),
        (["社会保障（社会保险、社会救助）", "社会保障"], FIRM, {"categories": ["法人/社会保障"]}),
        (["纳税", "行政缴费"], PERSON + FIRM, {"categories": ["个人/纳税缴费"]}),
        (
            ["就业创业", "找工作", "人才"],
            PERSON,
            {"categories": ["个人/就业创业"], "populations": ["人才"], "life_events": ["找工作"]},
        ),
        (["老年人"], FIRM, {"populations": ["老年人"]}),
        ([], PERSON, {}),
        ("证件办理", PERSON, {"categories": ["个人/证件办理"]}),
    ],
)
def test_each_theme_goes_to_its_axis(themes: object, sides: list[str], axes: dict[str, list[str]]) -> None:
    notes: Counter[str] = Counter()
    assert THEMES.sort({"主题": themes}, sides, notes) == axes
    assert not notes


@pytest.mark.parametrize(("theme", "sides"), [("城市综合执法", PERSON), ("证件办理", FIRM), ("纳税", FIRM)])
def test_a_theme_that_fits_no_axis_is_left_out_and_counted(theme: str, sides: list[str]) -> None:
    notes: Counter[str] = Counter()
    for _ in range(2):
        assert THEMES.sort({"主题": [theme]}, sides, notes) == {}
    assert notes == {f"主题“{theme}”在事项的办事对象里没有类目，也不是人群或生活事件，已略去": 2}
