"""切词：自有的 jieba 词典加上领域词。写索引和提问用的是同一个切词器。"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, chain
from pathlib import Path

from knowledge.text.form import normalise

with warnings.catch_warnings():
    # jieba 0.42.1 用了 pkg_resources 和旧式的转义；它多年未改，警告与我们无关。
    warnings.simplefilter("ignore")
    import jieba

TERMS_FILE = Path(__file__).with_name("terms.txt")
STOP_FILE = Path(__file__).with_name("stop.txt")

_WORD = re.compile(r"[0-9a-z]+|[\u3400-\u9fff\U00020000-\U0003ffff]+")
_RECENT = 64
_BLOCKS = 512
"""同一句话一轮里要切几遍（特征、实体、追问的判断、检索），刚切过的句子、块不再切。"""
_SHORTER = (2, 3)


class Cutter:
    """切词器：自有的 jieba 词典，加上领域词。绝不改动进程共用的词典。

    words：要当作整词的说法（例如目录里的名称、证件名）。
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        jieba.default_logger.setLevel(logging.WARNING)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.initialize()
        for word in (*terms(), *words):
            self._tokenizer.add_word(word, 20_000)
        self._block = lru_cache(maxsize=_BLOCKS)(self._cut_block)
        self._pieces = lru_cache(maxsize=_RECENT)(self._cut_up)
        self._spanned = lru_cache(maxsize=_RECENT)(self._words_with_places)

    def words(self, text: str) -> list[str]:
        """按出现顺序切成词；text 须已归一；标点和空白不返回。"""
        return [word for word in self._pieces(text) if _WORD.match(word)]

    def pieces(self, text: str) -> list[str]:
        """切成首尾相接的片段，连标点和空白都在内。"""
        return list(self._pieces(text))

    def spans(self, text: str) -> list[tuple[str, int, int]]:
        """切成 (词, 起, 止)，覆盖全部非空白字符。"""
        pieces = self._pieces(text)
        ends = accumulate(map(len, pieces))
        return [(piece, end - len(piece), end) for piece, end in zip(pieces, ends, strict=True) if piece.strip()]

    def word_spans(self, text: str) -> tuple[tuple[str, int, int], ...]:
        """切成 (词, 起, 止)，标点和空白不在内。text 须已归一。"""
        return self._spanned(text)

    def knows(self, word: str) -> bool:
        """词典里有没有这个词；没有的是切词时临时拼出来的。"""
        return bool(self._tokenizer.FREQ.get(word))

    def _words_with_places(self, text: str) -> tuple[tuple[str, int, int], ...]:
        return tuple(one for one in self.spans(text) if _WORD.match(one[0]))

    def _cut_up(self, text: str) -> tuple[str, ...]:
        # jieba 也是这样先分成一块一块再切的；去掉几个字的同一句话，大半的块是切过的。
        return tuple(chain.from_iterable(map(self._block, filter(None, jieba.re_han_default.split(text)))))

    def _cut_block(self, block: str) -> tuple[str, ...]:
        return tuple(self._tokenizer.lcut(block))

    def _searched(self, run: str) -> Iterator[str]:
        """jieba 的搜索引擎模式：长词里词典有的两字、三字词也要，排在长词之前。"""
        known = self._tokenizer.FREQ
        for word in self._block(run):
            for size in _SHORTER:
                if len(word) > size:
                    grams = (word[start : start + size] for start in range(len(word) - size + 1))
                    yield from (gram for gram in grams if known.get(gram))
            yield word

    def cut(self, text: str) -> list[str]:
        """检索用的单元：实词、长词里的短词、以及汉字二元组；顺序稳定，可以重复。"""
        units: list[str] = []
        stop = _stop()
        for run in _WORD.findall(normalise(text)):
            for word in self._searched(run):
                if word not in stop and (len(word) > 1 or word.isdigit() or not word.isascii()):
                    units.append(word)
            units.extend(f"#{run[i : i + 2]}" for i in range(len(run) - 1) if not run.isascii())
        return units


@cache
def terms() -> tuple[str, ...]:
    """领域词表（terms.txt），按文件次序。"""
    return tuple(_lines(TERMS_FILE))


@cache
def _stop() -> frozenset[str]:
    return frozenset(word for line in _lines(STOP_FILE) for word in line.split())


def _lines(path: Path) -> Iterator[str]:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return (line for line in lines if line and not line.startswith("#"))


_CHOSEN: list[Cutter] = []


def use_cutter(cutter: Cutter) -> Cutter:
    """这个进程里改错、认地名也用 cutter：一句话只切一遍，词典也只装一份。返回 cutter。"""
    _CHOSEN[:] = [cutter]
    return cutter


def default_cutter() -> Cutter:
    """use_cutter 定下的；没有定，就是只带领域词表（terms.txt）的，第一次调用时装入，约 0.6 秒。"""
    return _CHOSEN[0] if _CHOSEN else _plain_cutter()


@lru_cache(maxsize=1)
def _plain_cutter() -> Cutter:
    return Cutter()


def cut(text: str) -> list[str]:
    """用默认切词器切检索单元，见 Cutter.cut。"""
    return default_cutter().cut(text)


def word_edges(text: str) -> set[int]:
    """词的起止字位。两头都落在词中间的不是地名：“医保定点”里没有保定，“节假日照常”里没有日照。text 须已归一。"""
    return {edge for _, start, end in default_cutter().spans(text) for edge in (start, end)}
