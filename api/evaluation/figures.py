"""指标：由（问题，答案）数出来。每个指标一个纯函数，定义写在说明里；分母为空则是 `None`，不是 0。

“事项”看 `Answer.candidates`；“答了”是结局为 `answered`。
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from api.evaluation.answers import FAILED, Answer
from api.evaluation.questions import Question

Pair = tuple[Question, Answer]
Pairs = Sequence[Pair]


def figures(pairs: Pairs) -> dict[str, object]:
    """契约里的全部指标，其后是各个分母的题数（`*_questions`）和各种结局的次数（`outcomes`）。"""
    return {
        "questions": len(pairs),
        "category_top1": category_top(pairs, 1),
        "category_top3": category_top(pairs, 3),
        "scope_accuracy": scope_accuracy(pairs),
        "false_answer_rate": false_answer_rate(pairs),
        "item_r1": item_recall(pairs, 1),
        "item_r3": item_recall(pairs, 3),
        "wrong_item_rate": wrong_item_rate(pairs),
        "no_match_rate": no_match_rate(pairs),
        "aspect_precision": aspect_precision(pairs),
        "aspect_recall": aspect_recall(pairs),
        "p50_ms": percentile([answer.ms for _, answer in pairs], 50),
        "p99_ms": percentile([answer.ms for _, answer in pairs], 99),
        **counts(pairs),
        "outcomes": dict(Counter(answer.outcome for _, answer in pairs).most_common()),
    }


def category_top(pairs: Pairs, top: int) -> float | None:
    """类目命中率：范围标为 in 的题里，猜测的前 `top` 个类目含有任一可取类目的比例。"""
    return _share(bool(set(answer.categories[:top]) & set(asked.categories)) for asked, answer in _of(pairs, "in"))


def scope_accuracy(pairs: Pairs) -> float | None:
    """范围准确率：全部题里，猜测的范围（in、out、complaint）与标注相同的比例。"""
    return _share(answer.scope == asked.scope for asked, answer in pairs)


def false_answer_rate(pairs: Pairs) -> float | None:
    """误答率：范围标为 out 的题里，答了的比例。"""
    return _share(answer.outcome == "answered" for _, answer in _of(pairs, "out"))


def item_recall(pairs: Pairs, top: int) -> float | None:
    """事项命中率 R@top：标了能回答的事项（`codes` 不空）的题里，前 `top` 个事项含有其中任一个的比例，不问结局。"""
    return _share(bool(set(answer.candidates[:top]) & set(asked.codes or ())) for asked, answer in pairs if asked.codes)


def wrong_item_rate(pairs: Pairs) -> float | None:
    """错事项率：核对过而目录里没有能回答的事项（`codes` 为空）的题里，答了、且所答的事项不在 `related` 里的比例。"""
    return _share(_is_wrong(asked, answer) for asked, answer in pairs if asked.codes == ())


def no_match_rate(pairs: Pairs) -> float | None:
    """未找到率：全部题里，结局为 no_match 的比例。"""
    return _share(answer.outcome == "no_match" for _, answer in pairs)


def aspect_precision(pairs: Pairs) -> float | None:
    """方面精确率（微平均）：范围标为 in 的题里，猜对的方面总数 ÷ 猜测的方面总数。"""
    return _ratio(_aspects_hit(pairs), sum(len(set(answer.aspects)) for _, answer in _of(pairs, "in")))


def aspect_recall(pairs: Pairs) -> float | None:
    """方面召回率（微平均）：范围标为 in 的题里，猜对的方面总数 ÷ 标注的方面总数。"""
    return _ratio(_aspects_hit(pairs), sum(len(set(asked.aspects)) for asked, _ in _of(pairs, "in")))


def percentile(values: Sequence[float], percent: int) -> float | None:
    """百分位数，最近排位法：从小到大第 ⌈percent% × 个数⌉ 个。"""
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1] if values else None


def counts(pairs: Pairs) -> dict[str, object]:
    """各个分母的题数，以及截短了才问的（`cut_questions`）、服务没有给出一轮的（`failed_questions`）。"""
    return {
        "in_questions": len(_of(pairs, "in")),
        "out_questions": len(_of(pairs, "out")),
        "complaint_questions": len(_of(pairs, "complaint")),
        "item_questions": sum(bool(asked.codes) for asked, _ in pairs),
        "no_item_questions": sum(asked.codes == () for asked, _ in pairs),
        "cut_questions": sum(answer.cut for _, answer in pairs),
        "failed_questions": sum(answer.outcome == FAILED for _, answer in pairs),
    }


def _of(pairs: Pairs, scope: str) -> list[Pair]:
    return [pair for pair in pairs if pair[0].scope == scope]


def _is_wrong(asked: Question, answer: Answer) -> bool:
    return answer.outcome == "answered" and bool(answer.candidates) and answer.candidates[0] not in asked.related


def _aspects_hit(pairs: Pairs) -> int:
    return sum(len(set(answer.aspects) & set(asked.aspects)) for asked, answer in _of(pairs, "in"))


def _share(verdicts: Iterable[bool]) -> float | None:
    found = list(verdicts)
    return _ratio(sum(found), len(found))


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
