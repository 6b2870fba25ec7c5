"""带标注的问题：一行一个 JSON 对象，形状见契约“Labelled questions”；多出的键不看。"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from knowledge.taxonomy.aspects import ASPECTS
from knowledge.taxonomy.categories import UnknownCategory, category

_SHOWN: Final = 40


class QuestionsUnreadable(ValueError):
    """题目文件不能用；消息是完整的一句中文，带文件、行号与改法。"""


def _aspect(name: str) -> str:
    if name not in ASPECTS:
        raise ValueError(f"不在 {len(ASPECTS)} 个咨询方面之中，可用的有 {'、'.join(ASPECTS)}")
    return name


def _key(name: str) -> str:
    try:
        return category(name).key
    except UnknownCategory:
        raise ValueError("不在 65 个类目之中，请写成“个人/证件办理”或“个人/090”") from None


def _written(text: str) -> str:
    if not text.strip():
        raise ValueError("是空的，请写上要问的话")
    return text


class Question(BaseModel):
    """一题。`categories` 是可取的类目，统一写成“个人/证件办理”；`codes` 为 `None` 是没有核对过事项，
    为空是核对过而目录里没有能回答的事项；`related` 是沾边的事项，答了不算错也不算对。"""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: Annotated[str, AfterValidator(_written)]
    scope: Literal["in", "out", "complaint"]
    categories: tuple[Annotated[str, AfterValidator(_key)], ...] = ()
    aspects: tuple[Annotated[str, AfterValidator(_aspect)], ...] = ()
    codes: tuple[str, ...] | None = None
    related: tuple[str, ...] = ()
    region: str | None = None
    id: str | None = None


def read_questions(path: Path) -> list[Question]:
    """读整个文件，空行跳过。

    Raises:
        QuestionsUnreadable: 文件读不了、没有题，或某一行不合要求（只说第一处）。
    """
    lines = enumerate(_text(path).split("\n"), start=1)
    questions = [_question(f"{path} 第 {number} 行", line) for number, line in lines if line.strip()]
    if not questions:
        raise QuestionsUnreadable(f"题目文件 {path} 里一题也没有，请换一个文件，一行一个 JSON 对象。")
    return questions


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise QuestionsUnreadable(f"读不了题目文件 {path}（{fault.strerror}），请检查路径和权限。") from None
    except UnicodeDecodeError as fault:
        raise QuestionsUnreadable(f"题目文件 {path} 不是 UTF-8（第 {fault.start} 字节），请先转成 UTF-8。") from None


def _question(where: str, line: str) -> Question:
    try:
        return Question.model_validate_json(line)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
    raise QuestionsUnreadable(f"{where}：{_reason(first)}。")


def _reason(error: Mapping[str, Any]) -> str:
    if not error["loc"]:
        return "不是一个完整的 JSON 对象，请检查括号和引号"
    name, value = ".".join(map(str, error["loc"])), repr(error["input"])[:_SHOWN]
    match error["type"]:
        case "missing":
            return f"缺少“{name}”，请补上"
        case "value_error":
            return f"“{name}”的值 {value} {error['ctx']['error']}"
        case "literal_error":
            return f"“{name}”的值 {value} 不对，应为 in、out、complaint 之一"
        case kind:
            return f"“{name}”的值 {value} 类型不对，应为{'列表' if kind == 'tuple_type' else '文字'}"
