"""同行二：只用 rapidfuzz，拿问话与每个事项名称比（`process.extract` 的默认算法 WRatio），不归一、不切词。

只比事项 R@1、R@3：它总给得出一个事项。分数相同时，目录里在前的在前。
"""

from __future__ import annotations

from collections.abc import Sequence

import rapidfuzz
from rapidfuzz import process

from api.evaluation.answers import Answer
from api.evaluation.figures import Pair
from api.evaluation.questions import Question
from api.evaluation.visitor import fit
from bench.common import occasion, options, print_parts, questions_at, told
from bench.peers_bm25 import KEYS, TOP, Named, catalogue_names


def ask_fuzz(names: Sequence[Named], questions: Sequence[Question]) -> list[Pair]:
    """每题得到名称最像的 `TOP` 个事项。"""
    choices = [name for _, name in names]
    return [(asked, Answer("answered", candidates=_best(names, choices, fit(asked.text)))) for asked in questions]


def about(names: Sequence[Named]) -> str:
    """一句话说这一列是什么。"""
    return f"rapidfuzz：{rapidfuzz.__version__}，WRatio，只看名称，{len(names)} 个现有事项"


def _best(names: Sequence[Named], choices: Sequence[str], text: str) -> tuple[str, ...]:
    return tuple(names[place][0] for _, _, place in process.extract(text, choices, limit=TOP))


def main() -> None:
    given = options(__doc__).parse_args()
    questions, names = questions_at(given.questions), catalogue_names()
    print(f"{about(names)}；{occasion()}")
    print_parts("rapidfuzz", ask_fuzz(names, questions), KEYS)


if __name__ == "__main__":
    told(main)
