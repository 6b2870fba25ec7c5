"""座席和工单的形状。"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from api.shapes.turns import History


class TicketRow(BaseModel):
    """一张工单，不带内容。"""

    number: str
    kind: str = Field(description="complaint 投诉举报，callback 请回电话，rating 差评")
    state: str = Field(description="registered、in_progress、forwarded、closed、erased")
    category: str | None
    region: str | None
    channel: str | None = Field(description="该由哪个渠道办，见 knowledge/channels")
    note: str | None = Field(description="给来客看的一句话")
    opened_at: str
    changed_at: str


class TicketState(TicketRow):
    """来客凭编号和查询码看到的。"""

    text: str = Field(description="同样的话，写成一句")


class OpenedTicket(TicketRow):
    """座席打开的工单；打开这一下已经记了。"""

    conversation_id: str | None
    content: dict[str, Any] | None = Field(description="填的各项，没有脱敏；已删除的是空")


class AuditRow(BaseModel):
    """谁在什么时候动过。"""

    at: str
    agent: str
    did: str = Field(description="read 打开，其余是换成的状态")


class HandoverRow(BaseModel):
    """一次转人工。"""

    id: str
    conversation_id: str
    state: str = Field(description="waiting、held、ended")
    asked_at: str
    taken_at: str | None
    ended_at: str | None
    agent: str | None
    ending: str | None = Field(description="solved 办妥，left 来客走了，passed_on 转给别处")


class AgentView(BaseModel):
    """座席看的一次对话：说过的、理解成什么（在每一轮里）、开过的工单。"""

    handover: HandoverRow
    conversation: History
    tickets: list[TicketRow]


class ReasonRow(BaseModel):
    """一条理由。"""

    code: str
    name: str
    promise: str | None = Field(default=None, description="说的是目录里的哪一项承诺")


class LevelRow(BaseModel):
    """一个等级。"""

    level: int
    name: str
    reasons: list[ReasonRow]


class RatingReasons(BaseModel):
    """评价用的清单。"""

    levels: list[LevelRow] = Field(description="好差评的等级和理由（GB/T 39735-2020）")
    feedback: list[ReasonRow] = Field(description="一轮答复没用的理由")
