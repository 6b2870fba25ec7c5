"""对话行为与按钮载荷的语法。"""

from __future__ import annotations

import pytest

from knowledge.taxonomy.acts import PAYLOAD_KEYS, TYPED_ACTS, BadPayload, Payload, make_payload, parse_payload

CODE = "BS00000000000000001BSP090000003"
ROUND_TRIPS: list[tuple[str, dict[str, str]]] = [
    ("choose", {"item": CODE}),
    ("choose", {"item": CODE, "aspect": "materials"}),
    ("choose", {"entry": "BSP090000003", "region": "440100"}),
    ("follow", {"item": CODE, "aspect": "time_limit"}),
    ("change_region", {"region": "440100"}),
    ("complaint", {"item": CODE}),
    ("help", {}),
    ("greet", {}),
    ("restart", {}),
    ("ask_person", {}),
    ("choose", {"item": '带“引号”、"斜杠/"和{花括号}'}),
]


@pytest.mark.parametrize(("act", "values"), ROUND_TRIPS)
def test_what_is_written_is_read_back(act: str, values: dict[str, str]) -> None:
    assert parse_payload(make_payload(act, **values)) == Payload(act, values)


def test_a_payload_is_written_one_way_only() -> None:
    assert make_payload("choose", item="甲", aspect="fee") == '/choose{"aspect": "fee", "item": "甲"}'
    assert make_payload("choose", aspect="fee", item="甲") == make_payload("choose", item="甲", aspect="fee")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "身份证",
        "choose{}",
        "/choose",
        "/choose{",
        "/choose{]",
        '/choose{"item": }',
        '/choose{"item": 1}',
        '/choose{"item": null}',
        '/choose{"item": ["甲"]}',
        '/choose{"name": "甲"}',
        '/choose{"aspect": "price"}',
        '/help{"item": "甲"}',
        "/ask{}",
        "/out_of_scope{}",
        "/{}",
        "/CHOOSE{}",
        "//choose{}",
        "／choose{}",
        " /choose{}",
        "/choose{}{}",
        '/choose{"item": "' + "长" * 500 + '"}',
    ],
)
def test_a_bad_payload_is_a_sentence_for_people(text: str) -> None:
    with pytest.raises(BadPayload) as caught:
        parse_payload(text)
    assert str(caught.value).endswith("请使用答复里给出的按钮。")
    assert len(str(caught.value)) < 80


@pytest.mark.parametrize(("act", "values"), [("ask", {}), ("help", {"item": "甲"}), ("follow", {"aspect": "price"})])
def test_a_wrong_payload_is_not_even_written(act: str, values: dict[str, str]) -> None:
    with pytest.raises(BadPayload):
        make_payload(act, **values)


def test_what_a_button_does_can_also_be_said() -> None:
    assert set(PAYLOAD_KEYS) <= set(TYPED_ACTS)
    assert len(set(TYPED_ACTS)) == len(TYPED_ACTS)
