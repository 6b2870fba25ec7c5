"""座席：凭令牌认人。令牌在设置里，没有默认；没有设就没有座席。"""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import Depends, Request

from api.handing import handed
from api.parts import Parts, client_of, in_thread, limit, parts_of
from api.problems import Problem
from api.routes.conversations import token_of
from api.shapes.turns import Answer, Turn
from api.tokens import digest, new_id
from records.models import Handover, StoredTurn


def agent_of(parts: Parts, token: str | None) -> str | None:
    """令牌是哪位座席的；不是谁的就是 None。每一位都比一遍，用时不随对错变。"""
    given = digest(token or "")
    found = [name for known, name in parts.settings.agents.items() if hmac.compare_digest(digest(known), given)]
    return found[0] if found else None


async def agent(
    request: Request, parts: Annotated[Parts, Depends(parts_of)], token: Annotated[str | None, Depends(token_of)]
) -> str:
    """路由的依赖：座席的名字；不是座席抛 401。"""
    await limit(parts, "agents", client_of(request))
    name = agent_of(parts, token)
    if name is None:
        told = "没有令牌，或者令牌不是座席的" if parts.settings.agents else "还没有设座席（BANSHI_AGENT_TOKENS）"
        raise Problem(401, f"{told}；请在 Authorization 头里写 Bearer 和座席的令牌。", {"WWW-Authenticate": "Bearer"})
    return name


async def held_by(parts: Parts, handover_id: str, name: str) -> Handover:
    """这位座席接着的那一次；没有抛 404，不是他接着的抛 409。"""
    found = await in_thread(lambda: parts.handovers.get(handover_id[:64]))
    if found is None:
        raise Problem(404, "没有这一次转人工，请从队列里选。")
    if found.state != "held" or found.agent != name:
        raise Problem(409, "这一次不是您接着的，或者已经结束；请从队列里接下再说。")
    return found


async def tell(parts: Parts, conversation_id: str, kind: str, text: str) -> Turn:
    """在对话里替座席（或系统）说一句，记成一轮。"""
    answer: Answer = handed(kind, text)
    turn = Turn(id=new_id(), **dict(answer))
    row = StoredTurn(
        turn.id, conversation_id, None, None, turn.outcome, turn.model_dump(mode="json"), 0.0, "", author="agent"
    )
    await in_thread(lambda: parts.records.tell(row))
    parts.bells.ring(conversation_id)
    return turn
