"""用语读得懂：句子不长，没有公文话，称“您”，正式名称旁边有平常的叫法；每个方面、每个结局说得出口。

一句的长短数汉字、字母和数字：标点、引号里的例子、要填的空都不数，因为念的时候不费气。
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.taxonomy.aspects import ASPECTS
from knowledge.words import all_words, blanks, say

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SENTENCE, LONGEST_LINE, LONGEST_MESSAGE = 40, 120, 160
_SENTENCE = re.compile(r"[^。！？\n]+")
_NOT_READ = re.compile(r"\{[a-z_]+\}|“[^”]*”|[^\w]")
_THREE_OF = re.compile(r"的[^，。；：、“”{}]{1,8}的[^，。；：、“”{}]{1,8}的")
PLAIN = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("plain_words.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
EVERYDAY = {key.removeprefix("choice.plain."): word for key, word in all_words().items() if "choice.plain." in key}
"""正式名称 → 平常的叫法。"""
KEYS = sorted(key for key in all_words() if not key.startswith("choice.plain."))
SOURCES = [path for room in ("actions", "api", "knowledge") for path in (ROOT / room).rglob("*.py")]


def length(sentence: str) -> int:
    """一句要念几个字。"""
    return len(_NOT_READ.sub("", sentence))


@pytest.mark.parametrize("key", KEYS)
def test_a_sentence_is_said_in_one_breath(key: str) -> None:
    words = all_words()[key]
    assert [said for said in _SENTENCE.findall(words) if length(said) > LONGEST_SENTENCE] == []
    assert max(map(len, words.splitlines())) <= LONGEST_LINE
    assert len(words) <= LONGEST_MESSAGE


@pytest.mark.parametrize("key", KEYS)
def test_no_officialese(key: str) -> None:
    words = all_words()[key]
    assert {found[0]: plain for pattern, plain in PLAIN if (found := re.search(pattern, words))} == {}
    assert "你" not in words
    assert not _THREE_OF.search(words)


@pytest.mark.parametrize("key", KEYS)
def test_an_official_name_stands_beside_its_everyday_name(key: str) -> None:
    words = all_words()[key]
    assert [name for name, everyday in EVERYDAY.items() if name in words and everyday not in words] == []


def test_an_everyday_name_is_shorter_or_explains() -> None:
    assert EVERYDAY
    assert [name for name, everyday in EVERYDAY.items() if len(everyday) >= len(name) and "（" not in everyday] == []


def test_only_good_news_is_exclaimed() -> None:
    exclaimed = {key for key, words in all_words().items() if "！" in words}
    assert exclaimed == {"bundle.glad", "small_talk.greet"}


@pytest.mark.parametrize("aspect", ASPECTS)
def test_what_the_catalogue_lacks_is_said_with_whom_to_ask(aspect: str) -> None:
    name = say(f"aspect.{aspect}.absent")
    for phone in (say("answered.ask_phone", phone="12333"), say("answered.ask_12345")):
        said = say("answered.absent", aspect=name, phone=phone)
        assert said.startswith(f"目录没有写明{name}。可以拨打12")
    assert name in say("answered.left_to_regions", aspect=name, how=say("answered.say_where"))


def _is_used(key: str, source: str) -> bool:
    """代码里写着它，或者有以它开头的拼出来的键（`f"form.{step}"`）。"""
    written = f'"{key}"' in source or f"'{key}'" in source
    return written or any(key.startswith(prefix) for prefix in re.findall(r'f"([a-z_]+\.[a-z_.]*)\{', source))


def test_every_sentence_is_said_somewhere() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    by_table = ("choice.operation.", "choice.side.", "choice.plain.")
    assert [key for key in all_words() if not _is_used(key, source) and not key.startswith(by_table)] == []


def test_what_is_said_in_code_stands_in_the_table() -> None:
    called = {
        key for path in SOURCES for key in re.findall(r'\bsay\(\s*"([a-z_0-9.]+)"', path.read_text(encoding="utf-8"))
    }
    assert called - set(all_words()) == set()
    assert len(called) > 100


@pytest.mark.parametrize(
    ("sentence", "count"),
    [("说“在广州办”这样的话，可以看当地的", 11), ("请拨打{phone}", 3), ("拨打12345、110", 10)],
)
def test_what_is_counted(sentence: str, count: int) -> None:
    assert length(sentence) == count


def test_every_blank_is_filled_by_somebody() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    unfilled = {name for key in all_words() for name in blanks(key) if f"{name}=" not in source}
    assert unfilled == set()
