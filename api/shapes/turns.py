"""一轮对话的形状：契约里的 Turn 与 Reply，以及装着它们的历史。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field

from api.shapes.asked import Channel, Side
from knowledge.taxonomy.aspects import ASPECTS
from knowledge.taxonomy.outcomes import OUTCOMES
from records.models import Conversation, StoredTurn

Score = Annotated[float, Field(allow_inf_nan=False)]


def _outcome(value: str) -> str:
    if value not in OUTCOMES:
        raise ValueError("未知的结局")
    return value


def _aspect(value: str) -> str:
    if value not in ASPECTS:
        raise ValueError("未知的咨询方面")
    return value


class Source(BaseModel):
    """事实的出处。"""

    name: str = Field(description="来源名称")
    url: str | None = Field(default=None, description="来源地址")
    checked_on: str | None = Field(default=None, description="核对日期，YYYY-MM-DD")
    region: str | None = Field(default=None, description="适用区划的代码或名称")


class Choice(BaseModel):
    """一个按钮。"""

    label: str = Field(description="按钮上的字")
    payload: str = Field(min_length=1, description="不透明，原样送回")


class Reply(BaseModel):
    """一条答复；只显示 `text` 也够用。"""

    kind: str = Field(min_length=1, description="答复的种类")
    text: str = Field(min_length=1, description="完整的文字")
    data: dict[str, Any] = Field(default_factory=dict, description="同样内容的结构化形式")
    choices: list[Choice] = Field(default_factory=list, description="可以接着点的按钮")
    source: Source | None = Field(default=None, description="出处；不陈述事实的答复没有出处")


class ScoredCategory(BaseModel):
    """一个猜测的类目。"""

    side: Side
    code: str
    name: str
    score: Score


class NamedItem(BaseModel):
    """认定的事项。"""

    code: str
    name: str
    region: str


class Candidate(BaseModel):
    """一个可能的事项。"""

    code: str
    name: str
    score: Score


class Corrected(BaseModel):
    """一处改了的错字。"""

    wrong: str = Field(description="原来写的")
    right: str = Field(description="按什么理解")


class Understanding(BaseModel):
    """怎样理解了这句话。"""

    scope: Literal["in", "out", "complaint"] = Field(description="是否属于政务服务")
    categories: list[ScoredCategory] = Field(description="可能的类目，最像的在前")
    aspects: list[Annotated[str, AfterValidator(_aspect)]] = Field(description="问到的方面")
    item: NamedItem | None = Field(description="认定的事项")
    candidates: list[Candidate] = Field(description="可能的事项，最像的在前")
    region: str | None = Field(description="区划代码")
    region_roles: dict[Literal["registered", "living"], str] = Field(
        default_factory=dict, description="这句话里说的户口所在地（registered）、现居地（living），区划代码；没说的没有"
    )
    corrections: list[Corrected] = Field(default_factory=list, description="改了的错字")


class Answer(BaseModel):
    """一轮的答案：结局、答复、理解。"""

    outcome: Annotated[str, AfterValidator(_outcome)] = Field(
        description="结局", json_schema_extra={"enum": list(OUTCOMES)}
    )
    replies: list[Reply] = Field(min_length=1, description="按次序显示")
    understanding: Understanding


class Turn(Answer):
    """一轮。"""

    id: str = Field(description="这一轮的编号")


class Opened(BaseModel):
    """新的对话。"""

    id: str = Field(description="对话编号")
    token: str = Field(description="令牌，只给这一次；以后放在 Authorization: Bearer 里")
    greeting: Reply


class PastTurn(BaseModel):
    """历史里的一轮。"""

    at: str = Field(description="UTC 时间，ISO 8601")
    text: str | None = Field(description="说的话（已脱敏）")
    payload: str | None = Field(description="点的按钮的载荷")
    author: Literal["visitor", "agent"] = Field(default="visitor", description="agent：座席说的，text 和 payload 都空")
    turn: Turn


class History(BaseModel):
    """一次对话的全部。"""

    id: str
    channel: Channel
    region: str | None
    side: Side | None
    created_at: str
    greeting: Reply
    messages: list[PastTurn] = Field(description="按先后")


def as_history(known: Conversation, turns: Sequence[StoredTurn]) -> History:
    """存着的对话写成契约里的历史。"""
    about = {name: getattr(known, name) for name in ("id", "channel", "region", "side", "created_at", "greeting")}
    return History.model_validate(about | {"messages": [past(turn) for turn in turns]})


def past(turn: StoredTurn) -> PastTurn:
    """存着的一轮写成历史里的一轮；来客没有说话的，是座席说的。"""
    author = "agent" if turn.text is None and turn.payload is None else "visitor"
    about = {"at": turn.at, "text": turn.text, "payload": turn.payload, "author": author, "turn": turn.answer}
    return PastTurn.model_validate(about)
