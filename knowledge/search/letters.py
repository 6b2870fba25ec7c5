"""来信：长的话里找出问的那几句。题目和问句留下，称呼、客套和背景放到后面，背景只作旁证。"""

from __future__ import annotations

import re
from typing import Final

SHORT: Final = 60
"""不超过这么多字的，整句都是要紧的。"""
KEPT: Final = 90

_SENTENCE: Final = re.compile(r"[^。!?;…\n]+[。!?;…\n]*")
_ASKING: Final = re.compile(
    r"[??]|怎么|怎样|如何|咋|吗|能否|能不能|可否|可以|是否|什么|啥|哪|多少|多久|几天|请问|咨询|想问|求助|求解|想知道|需要|应该|手续|办理"
)
_POLITE: Final = re.compile(
    r"^(?:尊敬的[^,,:：。!]{0,12}[,,:：。!]?|(?:各位)?(?:领导|专家|老师|朋友|大家|律师)?(?:们)?(?:您|你)?们?好[,,:：。!~ ]*|"
    r"(?:请|麻烦|希望|恳请|盼)?[^,,。]{0,6}(?:回复|答复|解答|指点|帮忙|帮助)[^,,。]{0,6}$|(?:多谢|谢谢|感谢|急|在线等|拜托)[^,,。]{0,8}$)"
)


def gist(text: str) -> str:
    """要紧的部分：短话原样；长话是题目（第一句）和问句，合起来约 KEPT 个字，按原来的次序。text 须已归一。"""
    if len(text) <= SHORT:
        return text
    sentences = [_POLITE.sub("", one.strip()).strip() for one in _SENTENCE.findall(text)]
    sentences = [one for one in sentences if one]
    chosen: set[int] = set()
    size = 0
    for place in sorted(range(len(sentences)), key=lambda place: (-_weight(sentences[place], place), place)):
        if chosen and size + len(sentences[place]) > KEPT:
            continue
        chosen.add(place)
        size += len(sentences[place])
    return " ".join(sentences[place] for place in sorted(chosen)) or text


def _weight(sentence: str, place: int) -> float:
    return 2.0 * bool(_ASKING.search(sentence)) + 1.5 * (place == 0)
