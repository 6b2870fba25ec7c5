"""门户的问法：叫法怎样变成题目，表里有各列。"""

from __future__ import annotations

from typing import Any

from bench.peers_bm25 import KEYS
from bench.portal import called, catalogue, measured, questions
from bench.unseen import COLUMNS

ROWS: list[dict[str, Any]] = [
    {"matter_name": "律师执业证书注销审核", "matter_daily": "注销律师证,律师证注销"},
    {"matter_name": "道路货物运输经营许可", "matter_daily": "货运许可证"},
    {"matter_name": "道路货物运输经营许可", "matter_daily": "货运许可证"},
    {"matter_name": "道路货物运输（危险品）", "matter_daily": "货运许可证"},
    {"matter_name": "地图审核", "matter_daily": "无"},
    {"matter_name": "动物诊疗许可", "matter_daily": "动物诊疗许可、咨询"},
    {"matter_name": "取水许可", "matter_daily": None},
]


def test_other_names_become_questions() -> None:
    assert list(dict.fromkeys(called(ROWS))) == [
        ("注销律师证", "律师执业证书注销审核"),
        ("律师证注销", "律师执业证书注销审核"),
        ("货运许可证", "道路货物运输经营许可"),
        ("货运许可证", "道路货物运输（危险品）"),
    ]
    assert [name for _, name in catalogue(ROWS)].count("道路货物运输经营许可") == 1


def test_one_name_for_several_is_answered_by_any() -> None:
    asked = {one.text: one.codes for one in questions(ROWS)}
    assert len(asked) == 3
    assert next(codes for text, codes in asked.items() if "货运许可证" in text) == (
        "道路货物运输经营许可",
        "道路货物运输（危险品）",
    )
    assert questions(ROWS) == questions(ROWS)


def test_every_column_is_measured() -> None:
    (part,) = measured(ROWS).values()
    assert part.keys() == COLUMNS.keys()
    assert {key for column in part.values() for key in column} <= set(KEYS)
    assert part["办事的检索"]["item_r3"] == 1.0
