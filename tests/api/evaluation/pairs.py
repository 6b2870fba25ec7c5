"""手写的题与答案，评测的几个测试共用。"""

from __future__ import annotations

from api.evaluation.answers import Answer
from api.evaluation.questions import Question

证件, 户籍, 社保 = "个人/证件办理", "个人/户籍办理", "个人/社会保障"


def q(scope: str, cats: str = "", aspects: str = "", codes: str | None = None, related: str = "") -> Question:
    """一题；`codes` 不给是没有核对过，给空是目录里没有。"""
    known = None if codes is None else tuple(codes.split())
    return Question.model_validate(
        {
            "text": "问",
            "scope": scope,
            "categories": cats.split(),
            "aspects": aspects.split(),
            "codes": known,
            "related": related.split(),
        }
    )


def a(outcome: str, scope: str, cats: str = "", aspects: str = "", items: str = "", ms: float = 0) -> Answer:
    """一个答案；几样都用空格隔开，最像的在前。"""
    return Answer(outcome, scope, tuple(cats.split()), tuple(aspects.split()), tuple(items.split()), ms)
