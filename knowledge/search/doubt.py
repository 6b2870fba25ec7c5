"""再像也不直接答的几种：动作没问到或相反的、只沾一点边的、只说了一个话题的。凭排序的特征判断，不改分数。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from knowledge.search.candidate import Candidate
from knowledge.search.operations import agreement, assumes, only_a_paper
from knowledge.search.query import Query

_CERTAIN: Final = 0.9
"""概率、诉求认作它的概率到了这么多，只沾边、只说话题也算认准。"""
_EDGE: Final = 0.25
"""被对方说到的不到这么多，只算沾边。"""
_PART: Final = 0.35
_MOST: Final = 0.6
_KNOWN: Final = 0.1
"""名称被说到的、问的话被名称说到的、诉求认作它的概率，都不到这么多的，也是沾边。"""
_NAMED, _HEARD = 0.4, 0.6
"""名称被说到的、诉求认作它的概率，都不到这么多的（“公司注册资本”与“融资担保公司合并、减少注册资本”），也只算沾边。"""
_HALF: Final = 0.5
"""只说了一样证件的，要说到这么多才算说的是它。"""
_ONE_WORD: Final = 3
_SEVERAL: Final = 3
"""不超过这么多个字、至少这么多个事项都说到它，就只是一个话题。"""
_OWN_CASE: Final = frozenset(("进度", "预约"))
"""说的是自己已经在办的、要去办的一件的限定。"""


def is_topic(query: Query, rows: Sequence[Mapping[str, float]]) -> bool:
    """只说了一个词，好几个事项都说到它（“社保”“户口”）：是说哪一方面的事，不是说哪一件。"""
    spoken = [max(values["said_covered"], values["meant_covered"]) for values in rows]
    short = len(query.text) <= _ONE_WORD and not only_a_paper(query.text, query.operations)
    return short and sum(share >= 1.0 for share in spoken) >= _SEVERAL


def ask_first(query: Query, candidate: Candidate, values: Mapping[str, float], chance: float, *, topic: bool) -> bool:
    """排在头一个也要先问一句吗？topic：问的只是一个话题，见 is_topic。"""
    vague = topic and not values["contains_name"] and chance < _CERTAIN
    return vague or _unfit(query, candidate) or _barely(query, values, chance)


def _unfit(query: Query, candidate: Candidate) -> bool:
    """多认了没问到的动作，问的动作与它相反（问注销护照，它是首次申请），或者它是查进度、预约的而没有问：再像也不能直接答。"""
    asked, named = query.operations, candidate.operations
    unasked = _OWN_CASE & candidate.qualifiers - query.qualifiers
    return assumes(asked, named) or agreement(asked, named) < 0 or bool(unasked)


def _barely(query: Query, values: Mapping[str, float], chance: float) -> bool:
    """问的话与名称互相都只沾一点边（“话费余额”与“养老保险个人账户余额继承”）：除非别的都说是它，不直接答，要问一句。

    只说了一样证件的，那样证件没怎么说到（“会员证”与“保安员证”），再像也不直接答。
    """
    named, said = values["name_covered"], values["said_covered"]
    if max(said, values["meant_covered"]) < _HALF and only_a_paper(query.text, query.operations):
        return True
    if chance >= _CERTAIN:
        return False
    known, same = values["need_first"], values["operation"] > 0
    if same or known >= _CERTAIN:
        return False
    if named < _NAMED and known < _HEARD and not values["contains_name"]:
        return True
    edge = max(said, values["meant_covered"]) < _EDGE and named < _EDGE
    return edge or (known < _KNOWN and named < _PART and said < _MOST)
