"""把 pydantic 的校验错误说成中文：哪个字段、什么值、为什么不行、怎么改。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from knowledge.importing.report import shortened

_Context = Mapping[str, Any]

_PATTERNS: dict[str, str] = {
    r"\S": "不能是空的；不知道就略去这个字段。",
    r"^[0-9A-Za-z]{31}([0-9A-Za-z]{2})?$": "实施编码应当是 31 位，业务办理项编码 33 位，只含数字与字母。",
    r"^https?://\S+$": "应当是 http:// 或 https:// 开头、中间没有空白的网址。",
    r"^[0-9A-Za-z]{12}$": "基本编码应当是 12 位，只含数字与字母。",
}
_SENTENCES: dict[str, Callable[[_Context], str]] = {
    "missing": lambda _: "缺少这个必有的字段；请补上。",
    "extra_forbidden": lambda _: "没有这个字段；请删去或改成正确的字段名。",
    "string_type": lambda _: "应当是文字；请加上引号。",
    "string_unicode": lambda _: "含有不成字的字符；请重新录入这段文字。",
    "int_type": lambda _: "应当是整数，例如 1，不带引号。",
    "float_type": lambda _: "应当是数，例如 20，不带引号。",
    "bool_type": lambda _: "应当是 true 或 false，不带引号。",
    "list_type": lambda _: "应当是列表，例如 [“甲”, “乙”]。",
    "dict_type": lambda _: "应当是“字段: 值”的对象。",
    "model_type": lambda _: "应当是“字段: 值”的对象。",
    "model_attributes_type": lambda _: "应当是“字段: 值”的对象。",
    "date_type": lambda _: "应当是日期文字，例如 2026-11-23。",
    "literal_error": lambda context: f"只能是 {context['expected']}。",
    "union_tag_invalid": lambda context: f"只能是 {context['expected_tags']} 之一。",
    "union_tag_not_found": lambda _: "缺少 take；请写明怎样取值，例如 take: text。",
    "greater_than_equal": lambda context: f"不能小于 {context['ge']}。",
    "string_too_long": lambda context: f"超过 {context['max_length']} 个字；请缩短，或检查是不是串了列、少了换行。",
    "string_too_short": lambda context: f"至少要有 {context['min_length']} 个字。",
    "too_short": lambda context: f"至少要有 {context['min_length']} 个。",
    "less_than_equal": lambda context: f"不能大于 {context['le']}。",
    "string_pattern_mismatch": lambda context: _PATTERNS.get(context["pattern"], f"应当合乎 {context['pattern']}。"),
    "value_error": lambda context: str(context["error"]),
}


def explain(error: ValidationError) -> tuple[str, str, str]:
    """返回（字段，缩短的值，原因）；有几处错误时说第一处，并说明还有几处。"""
    faults = error.errors(include_url=False)
    first = faults[0]
    sentence = _SENTENCES.get(first["type"])
    reason = sentence(first.get("ctx", {})) if sentence else f"不合格式：{first['msg']}。"
    if len(faults) > 1:
        reason += f"（这一行另有 {len(faults) - 1} 处错误）"
    value = "" if first["type"] == "missing" else shortened(first["input"])
    return ".".join(str(part) for part in first["loc"]), value, reason
