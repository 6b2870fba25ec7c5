"""来信：长的话里分出题目、问句和背景，称呼和客套去掉。问的是哪一面只看问句；背景只作旁证。

文本都须已归一（normalise）：标点是半角的，换行已成空格。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

SHORT: Final = 40
"""不超过这么多字的不是来信，整句都是要紧的。"""

_NUMBER: Final = (
    r"(?:\(?[1-9一二三四五六七八九]\)|(?<![0-9.])[1-9](?:、|\.(?![0-9])|,(?![0-9]))|[一二三四五六七八九]、|"
    r"第[一二三四五]个?问题[,:]?|[①-⑨]|(?<=[,。;:?! ])(?:[一二三四五]是|第[一二三四五](?:[,:]|是)|其[一二三四五][,:]))"
)
_NUMBERED: Final = re.compile(_NUMBER)
_SENTENCE: Final = re.compile(r"[^。!?;…「」『』【】 ]+(?:[。!?;…「」『』【】 ]+|$)")
_FIRST: Final = re.compile(r"([^。!? ]+)[。! ]+(.+)")
_CLAUSE: Final = re.compile(r"[^,]+,?")
_ASKING: Final = re.compile(
    r"\?|怎么|怎样|如何|咋|怎(?=[办弄])|吗|[么嘛呢不没](?=$|[,。!?;])|能否|可否|是否|(?<!因)为什么|为何|凭什么|(?<![没为])什么|啥|"
    r"哪(?!怕)|多少|多久|多长|多大|(?<![十好这前那近有上零百千后隔])几(?=[天个年月岁次点号种样项块周])|何[时地处种]|谁(?=[能来去管批出])|找谁|"
    r"(?P<one>[一-龥])不(?P=one)|有没有|到底|究竟|[是在去找跟从选先按用由交给].*还是|^还是(?=[要得去在只由按说先])|"
    r"请(?:问|教|告|说明|解释|明示|介绍)|问一?下|想(?:请|咨)?问|咨询(?!电话|热线|过|窗口|台)|"
    r"想(?:要)?(?:知道|了解|咨询|弄清|搞清)|不(?:知道|清楚|明白)|求(?:解|教|问|告)"
)
_WISH: Final = re.compile(r"(?:想|希望|打算|需要|要求|准备|请求|申请|恳请|要)(?!你|您|相关|有关|贵)")
_TITLE: Final = re.compile(
    r"^(?:关于|咨询|请教|请问|求助|有关|询问)+:?(.{2,40}?)(?:的?(?:相关|有关|几个|一些)?(?:问题|咨询|疑问|事宜|求助))?$"
)
_MARKED: Final = re.compile(r"^(?:标题|主题|题目|内容|问题|正文|来信内容|提问)\s*:\s*")
_RANK: Final = r"书记|市长|局长|县长|区长|主任|领导|同志|老师|专家|律师"
_CALLED: Final = re.compile(
    rf"^(?:尊敬的|敬爱的|亲爱的)[^,:。!?]{{0,14}}?(?:{_RANK}|省长|部长|镇长|处长|厅长|工作人员|先生|女士|"
    rf"(?<=[一-龥])[局委厅办](?:{_RANK})?|(?=[,:!]))(?:们)?[,:!。 ]*"
)
_HELLO: Final = re.compile(
    rf"^(?:各位|诸位)?(?:[一-龥]{{0,4}}(?:{_RANK}|朋友|大家|客服|小编|亲))?(?:们)?[,: ]*"
    r"(?:(?:您|你|大家)们?好|(?<=[导师家])好|大家好|早上好|上午好|下午好|晚上好|打扰(?:一下|了|您)?|在吗|hello|hi)"
    r"(?:啊|呀)?[,:。!~ ]*"
)
_ONLY_CALLED: Final = re.compile(
    r"(?:各位|诸位)?[一-龥]{0,6}(?:书记|市长|局长|县长|区长|主任|领导|老师|专家|律师|客服)(?:们)?[,:!。 ]*"
)
_WORD: Final = r"(?:多谢|谢谢|感谢|拜托|麻烦|辛苦|跪求|跪谢|急|在线等|此致|敬礼|叩谢|不胜感激)"
_THANKS: Final = re.compile(
    rf"(?:{_WORD}|(?:请|敬请|烦请|盼|盼望|望|希望|期待|等待|静候|恳请|请求|求|麻烦)[^,。?]{{0,10}}?"
    rf"(?:回复|答复|解答|回答|解惑|指点|指教|指导|支招|帮忙|帮助|回信|回音|复)[^,。?]{{0,6}})"
    rf"(?:{_WORD}|[了啊呀您你们大家各位领导一下,。!~ ])*"
)
_EMPTY: Final = re.compile(
    r"(?:我?(?:想|要)?(?:请问|咨询|问|请教|了解)(?:一?下|您|你们|大家)?|[你您]好|那么?|另外|还有|(?:问题|情况)如下)"
    r"[,:。!? ]*"
)
_LEADING: Final = re.compile(r"^(?:[「『【\[(]+|[」』】\])]+|[,:。!;~ ]+)+")


@dataclass(frozen=True, slots=True)
class Letter:
    """一封信。title：题目，可以为空；asking：问的分句；background：其余的分句。称呼和客套都不在内。"""

    title: str
    asking: tuple[str, ...]
    background: tuple[str, ...]


def read_letter(text: str) -> Letter:
    """分出题目、问句、背景。没有问句的，题目算问句；题目也没有的，说想办什么的分句算；再没有，最后一句算。"""
    title, body = _title(_without_call(text))
    clauses = [clause for part in _parts(body) for clause in _clauses(part)]
    asking = tuple(dict.fromkeys(clause for clause, asks in clauses if asks))
    background = tuple(dict.fromkeys(clause for clause, asks in clauses if not asks))
    if asking:
        return Letter(title, asking, background)
    if title:
        return Letter(title, (title,), background)
    wishes = tuple(clause for clause in background if _WISH.search(clause)) or background[-1:]
    return Letter("", wishes, tuple(clause for clause in background if clause not in wishes))


def asking(text: str) -> tuple[str, ...]:
    """问的那几句；短话、分不出的，就是原话一句。用来看问的是哪一面。"""
    return (text,) if len(text) <= SHORT else read_letter(text).asking or (text,)


def _without_call(text: str) -> str:
    """去掉开头的称呼、问候和“标题：”一类的字样，几样连着的都去。"""
    while True:
        shorter = text
        for pattern in (_LEADING, _MARKED, _CALLED, _HELLO):
            shorter = pattern.sub("", shorter, count=1)
        if shorter == text or not shorter:
            return shorter or text
        text = shorter


def _title(text: str) -> tuple[str, str]:
    """(题目, 正文)。第一句像题目（“关于…的问题”），或在正文里又说了一遍的，是题目。"""
    split = _FIRST.match(text)
    if split is None:
        return "", text
    first, body = split[1], _without_call(split[2])
    match = _TITLE.match(first)
    if match and len(body) > len(first) // 2:
        return match[1], body
    return (first, body) if len(first) >= 4 and first in body else ("", text)


def _parts(body: str) -> Iterator[tuple[str, bool]]:
    """(一段, 是不是编了号的一条)。编号的至少两条才算。"""
    marks = list(_NUMBERED.finditer(body))
    if len(marks) < 2:
        yield body, False
        return
    yield body[: marks[0].start()], False
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        yield body[mark.end() : after.start() if after else len(body)], True


def _clauses(part: tuple[str, bool]) -> Iterator[tuple[str, bool]]:
    """一段里的 (分句, 是不是问)。编号的一条里没有一句在问、又不长的，整条就是一问（“1、所需材料”）。"""
    text, numbered = part
    said = [clause for sentence in _SENTENCE.findall(text) for clause in _kept(sentence)]
    asks = [bool(_ASKING.search(clause)) for clause in said]
    whole = numbered and not any(asks) and sum(map(len, said)) <= SHORT // 2
    return ((clause.rstrip(",;。 "), whole or ask) for clause, ask in zip(said, asks, strict=True))


def _kept(sentence: str) -> Iterator[str]:
    """一句里的分句，去掉称呼、客套和只有“请问”两个字的。"""
    for clause in _CLAUSE.findall(sentence):
        bare = _without_call(clause.strip())
        if bare.strip(",。!?;~… ") and not any(one.fullmatch(bare) for one in (_THANKS, _EMPTY, _ONLY_CALLED)):
            yield bare
