"""请求的形状。长度和二选一在路上查，这里只查类型，好让每一种错各有一句话。"""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

TEXT_LIMIT: Final = 300
PAYLOAD_LIMIT: Final = 500

Channel = Literal["web", "miniprogram", "wechat", "hotline"]
Side = Literal["个人", "法人"]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewConversation(_Asked):
    """开始一次对话要说的。"""

    channel: Channel = Field(description="从哪扇门进来")
    region: str | None = Field(default=None, description="六位区划代码，例如 440100；全国是 000000")
    side: Side | None = Field(default=None, description="办事对象")


class NewMessage(_Asked):
    """一条消息：`text` 与 `payload` 恰好给一个。"""

    text: str | None = Field(
        default=None,
        description=f"用自己的话说，去掉首尾空白后 1 到 {TEXT_LIMIT} 个字",
        json_schema_extra={"minLength": 1, "maxLength": TEXT_LIMIT},
    )
    payload: str | None = Field(default=None, max_length=PAYLOAD_LIMIT, description="答复里按钮的载荷，原样送回")


class NewRating(_Asked):
    """好差评（GB/T 39735-2020）。"""

    level: int = Field(ge=1, le=5, strict=True, description="5 非常满意，4 满意，3 基本满意，2 不满意，1 非常不满意")
    reasons: list[str | int] = Field(default_factory=list, max_length=8, description="该等级的理由代码，例如 513")
    comment: str | None = Field(default=None, description=f"补充说明，最多 {TEXT_LIMIT} 个字；存之前脱敏")


class NewFeedback(_Asked):
    """一轮答复有用没用。"""

    useful: bool = Field(strict=True, description="有用没用")
    reason: str | None = Field(default=None, description="没用的理由，见 GET /rating-reasons 的 feedback")
    comment: str | None = Field(default=None, description=f"补充说明，最多 {TEXT_LIMIT} 个字；存之前脱敏")


class NewLine(_Asked):
    """座席说的一句。"""

    text: str = Field(description=f"1 到 {TEXT_LIMIT} 个字；存之前脱敏")


class NewEnding(_Asked):
    """人工服务怎样结束。"""

    ending: Literal["solved", "left", "passed_on"] = Field(description="solved 办妥，left 来客走了，passed_on 转给别处")


class NewState(_Asked):
    """工单换成什么状态。"""

    state: Literal["in_progress", "forwarded", "closed"] = Field(description="正在处理、已转办、已办结")
    note: str | None = Field(default=None, description=f"给来客看的一句话，最多 {TEXT_LIMIT} 个字；存之前脱敏")
