"""对话：开始、发消息、看历史、评价。"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.cleaning import clean
from api.filing import open_rating_ticket
from api.greeting import plain_greeting
from api.parts import Parts, client_of, in_thread, in_time, limit, parts_of, speaker
from api.privacy import mask
from api.problems import Problem, described
from api.road import travel
from api.shapes.asked import NewConversation, NewFeedback, NewMessage, NewRating
from api.shapes.turns import History, Opened, Turn, as_history
from api.tokens import digest, new_id, new_token
from api.trip import Trip
from knowledge.taxonomy.regions import UnknownRegion, region
from records.models import Conversation, Feedback, Rating
from records.ratings import BAD, UnknownReason, check_feedback, check_reasons

GREETING_SECONDS: Final = 0.8

_BEARER: Final = HTTPBearer(auto_error=False, description="开始对话时得到的令牌")


def token_of(given: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> str | None:
    return None if given is None else given.credentials


OfApp = Annotated[Parts, Depends(parts_of)]
Token = Annotated[str | None, Depends(token_of)]
RepeatKey = Annotated[
    str | None,
    Header(alias="Idempotency-Key", min_length=1, max_length=200, description="重发同一条消息时带上同一个键"),
]

ROUTES: Final = APIRouter(prefix="/api/v1/conversations", tags=["对话"])


@ROUTES.post("", status_code=201, responses=described(400, 413, 422, 429, 500, 503), summary="开始一次对话")
async def begin(request: Request, asked: NewConversation, parts: OfApp) -> Opened:
    """得到编号和令牌；令牌只给这一次。"""
    await limit(parts, "conversations", client_of(request))
    where = _region(asked.region)
    hello = await in_time(GREETING_SECONDS, lambda: parts.greeter.greet(where, asked.side), plain_greeting)
    token = new_token()
    fresh = Conversation(
        id=new_id(),
        token_sha256=digest(token),
        channel=asked.channel,
        region=where,
        side=asked.side,
        greeting=hello.model_dump(mode="json"),
    )
    await in_thread(lambda: parts.records.begin(fresh))
    return Opened(id=fresh.id, token=token, greeting=hello)


@ROUTES.post(
    "/{conversation_id}/messages",
    responses=described(400, 401, 404, 409, 413, 422, 429, 500, 503),
    summary="发一条消息，得到一轮答复",
)
async def say_something(
    request: Request, conversation_id: str, asked: NewMessage, parts: OfApp, token: Token, key: RepeatKey = None
) -> Turn:
    """`text` 和 `payload` 恰好给一个。引擎不可用时也答，结局是 engine_unavailable。"""
    return await travel(parts, Trip(conversation_id, token, client_of(request), asked, key))


@ROUTES.get("/{conversation_id}/messages", responses=described(401, 404, 422, 500, 503), summary="对话的历史")
async def history(conversation_id: str, parts: OfApp, token: Token) -> History:
    """开场白和全部轮次，按先后；来客的话是脱敏之后的。"""
    known = await speaker(parts, conversation_id, token)
    turns = await in_thread(lambda: parts.records.history(conversation_id))
    return as_history(known, turns)


@ROUTES.post(
    "/{conversation_id}/rating",
    status_code=204,
    responses=described(400, 401, 404, 413, 422, 429, 500, 503),
    summary="好差评",
)
async def rate(request: Request, conversation_id: str, asked: NewRating, parts: OfApp, token: Token) -> None:
    """按 GB/T 39735-2020 的五级和理由代码；再评一次以后一次为准。不满意和非常不满意的开一张工单。"""
    await limit(parts, "ratings", client_of(request))
    known = await speaker(parts, conversation_id, token)
    comment = None if asked.comment is None else mask(clean(asked.comment, "comment"))
    try:
        reasons = check_reasons(asked.level, (str(code) for code in asked.reasons))
    except UnknownReason as fault:
        raise Problem(422, str(fault)) from None
    rating = Rating(asked.level, reasons, comment)
    await in_thread(lambda: parts.records.rate(conversation_id, rating))
    if rating.level <= BAD:
        await in_thread(lambda: open_rating_ticket(parts, known, rating))


@ROUTES.post(
    "/{conversation_id}/turns/{turn_id}/feedback",
    status_code=204,
    responses=described(400, 401, 404, 413, 422, 429, 500, 503),
    summary="一轮答复有用没用",
)
async def feed_back(
    request: Request, conversation_id: str, turn_id: str, asked: NewFeedback, parts: OfApp, token: Token
) -> None:
    """再说一次以后一次为准。"""
    await limit(parts, "ratings", client_of(request))
    await speaker(parts, conversation_id, token)
    comment = None if asked.comment is None else mask(clean(asked.comment, "comment"))
    try:
        reason = check_feedback(asked.useful, asked.reason)
    except UnknownReason as fault:
        raise Problem(422, str(fault)) from None
    said = Feedback(turn_id[:64], asked.useful, reason, comment)
    if not await in_thread(lambda: parts.records.give_feedback(conversation_id, said)):
        raise Problem(404, "这次对话里没有这一轮，请用答复里的 id。")


def _region(code: str | None) -> str | None:
    if code is None:
        return None
    try:
        return region(code).code
    except UnknownRegion as fault:
        raise Problem(422, str(fault)) from None
