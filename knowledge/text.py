"""文本：归一与切词。写索引和提问用的是同一个函数，两边才对得上。"""

from __future__ import annotations

import logging
import re
import unicodedata
import warnings
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import opencc

with warnings.catch_warnings():
    # jieba 0.42.1 用了 pkg_resources 和旧式的转义；它多年未改，警告与我们无关。
    warnings.simplefilter("ignore")
    import jieba

TERMS_FILE = Path(__file__).with_name("terms.txt")

_CONTROL = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_BLANK = re.compile(r"\s+")
_READABLE = re.compile(r"[^\W_]")
_WORD = re.compile(r"[0-9a-z]+|[\u3400-\u9fff\U00020000-\U0003ffff]+")
_STOP = frozenset(
    [
        "的",
        "了",
        "吗",
        "呢",
        "吧",
        "啊",
        "呀",
        "哦",
        "哈",
        "么",
        "是",
        "在",
        "有",
        "和",
        "与",
        "及",
        "或",
        "就",
        "都",
        "也",
        "还",
        "要",
        "我",
        "你",
        "他",
        "她",
        "它",
        "我们",
        "你们",
        "他们",
        "这",
        "那",
        "这个",
        "那个",
        "怎么",
        "怎样",
        "如何",
        "怎么办",
        "怎么样",
        "什么",
        "啥",
        "咋",
        "哪",
        "哪里",
        "哪儿",
        "多少",
        "几",
        "请问",
        "谢谢",
        "你好",
        "您好",
        "请",
        "一下",
        "想",
        "想要",
        "需要",
        "可以",
        "能",
        "能不能",
        "可不可以",
        "需",
        "得",
        "会",
        "应该",
        "知道",
        "告诉",
        "问",
        "咨询",
        "现在",
        "以后",
        "之后",
        "因为",
        "所以",
        "但是",
        "如果",
        "没",
        "没有",
        "不",
        "不是",
        "被",
        "把",
        "给",
        "到",
        "去",
        "来",
        "从",
        "对",
        "等",
        "谁",
        "为",
        "为什么",
        "吗",
        "上",
        "下",
        "里",
        "中",
        "个",
        "一",
        "一个",
        "一般",
        "具体",
        "大概",
        "各位",
        "大家",
        "高手",
        "急",
        "谢",
        "帮",
        "帮忙",
        "问题",
        "情况",
        "相关",
        "有关",
        "办",
        "办理",
    ]
)


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def clean(text: str) -> str:
    """去掉控制字符和零宽字符，把空白折成一个空格；不改字形。"""
    return _BLANK.sub(" ", _CONTROL.sub("", text.replace("\t", " ").replace("\n", " "))).strip()


def is_readable(text: str) -> bool:
    """至少有一个字母、数字或汉字；只有标点、表情的文本返回 False。"""
    return bool(_READABLE.search(text))


def normalise(text: str) -> str:
    """归一：NFKC（全角转半角）、繁体转简体、小写、去控制字符、折叠空白。"""
    simplified: str = _converter().convert(unicodedata.normalize("NFKC", clean(text)))
    return clean(simplified.lower())


class Cutter:
    """切词器：自有的 jieba 词典，加上领域词。绝不改动进程共用的词典。

    words：要当作整词的说法（例如目录里的名称、证件名）。
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        jieba.default_logger.setLevel(logging.WARNING)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.initialize()
        for word in (*_terms(), *words):
            self._tokenizer.add_word(word, 20_000)

    def words(self, text: str) -> list[str]:
        """按出现顺序切成词；text 须已归一；标点和空白不返回。"""
        return [word for word in self._tokenizer.lcut(text) if _WORD.match(word)]

    def pieces(self, text: str) -> list[str]:
        """切成首尾相接的片段，连标点和空白都在内。"""
        pieces: list[str] = self._tokenizer.lcut(text)
        return pieces

    def spans(self, text: str) -> list[tuple[str, int, int]]:
        """切成 (词, 起, 止)，覆盖全部非空白字符。"""
        return [(word, start, end) for word, start, end in self._tokenizer.tokenize(text) if word.strip()]

    def cut(self, text: str) -> list[str]:
        """检索用的单元：实词、长词里的短词、以及汉字二元组；顺序稳定，可以重复。"""
        units: list[str] = []
        for run in _WORD.findall(normalise(text)):
            for word in self._tokenizer.lcut_for_search(run):
                if word not in _STOP and (len(word) > 1 or word.isdigit() or not word.isascii()):
                    units.append(word)
            units.extend(f"#{run[i : i + 2]}" for i in range(len(run) - 1) if not run.isascii())
        return units


def _terms() -> list[str]:
    lines = TERMS_FILE.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=1)
def default_cutter() -> Cutter:
    """只带领域词表（terms.txt）的切词器；第一次调用时装入，约 0.6 秒。"""
    return Cutter()


def cut(text: str) -> list[str]:
    """用默认切词器切检索单元，见 Cutter.cut。"""
    return default_cutter().cut(text)


def word_edges(text: str) -> set[int]:
    """词的起止字位。两头都落在词中间的不是地名：“医保定点”里没有保定，“节假日照常”里没有日照。text 须已归一。"""
    return {edge for _, start, end in default_cutter().spans(text) for edge in (start, end)}
