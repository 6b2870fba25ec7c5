"""用语：每一句都填得满、不太长、没有占位的字；每个结局、每个方面都有话说。"""

from __future__ import annotations

import re

import pytest

from knowledge.taxonomy.aspects import ASPECTS
from knowledge.taxonomy.outcomes import OUTCOMES
from knowledge.words import UnknownWords, all_words, blanks, say

KNOWN_BLANKS = {
    "address",
    "after",
    "ahead",
    "before",
    "gives",
    "high",
    "law",
    "low",
    "month",
    "of",
    "source",
    "title",
    "year",
    "changed",
    "code",
    "field",
    "hours",
    "lines",
    "number",
    "state",
    "aspect",
    "authority",
    "basis",
    "checked_on",
    "copies",
    "right",
    "words",
    "count",
    "depth",
    "how",
    "label",
    "labels",
    "name",
    "names",
    "note",
    "originals",
    "other",
    "phone",
    "place",
    "question",
    "region",
    "result",
    "scope",
    "steps",
    "standard",
    "takes",
    "term",
    "text",
    "told",
    "unit",
    "step",
    "item",
    "left",
    "when",
    "url",
    "value",
    "visits",
    "where",
    "topic",
    "day",
    "said",
}
"""用语里可以留的空；每一个都由目录、渠道表或来客的话来填。"""

NOT_OUTCOMES = {
    "greeting",
    "bundle",
    "blank",
    "aspect",
    "part",
    "corrected",
    "understood_as",
    "two_places",
    "choice",
    "handover",
    "form",
    "connector",
    "ticket",
    "safety",
    "case",
    "checklist",
    "eligibility",
    "several",
    "comparison",
    "day",
    "pause",
}
"""用语表里不是结局的几段。"""

_PLACEHOLDER = re.compile(r"TODO|FIXME|TBD|XXX|xxx|lorem|待定|待补充|占位|某某|？？|\?\?", re.IGNORECASE)
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_LONGEST = 120

KEYS = sorted(all_words())


@pytest.mark.parametrize("key", KEYS)
def test_each_sentence_can_be_filled_and_read(key: str) -> None:
    words = all_words()[key]
    assert blanks(key) <= KNOWN_BLANKS
    assert words == words.strip()
    assert words
    assert not _PLACEHOLDER.search(words)
    filled = say(key, **dict.fromkeys(blanks(key), "甲"))
    assert not set("{}") & set(filled)


@pytest.mark.parametrize("key", KEYS)
def test_no_sentence_is_longer_than_a_breath(key: str) -> None:
    assert [said for said in _SENTENCE.findall(all_words()[key]) if len(said) > _LONGEST] == []


def test_outcomes_and_their_words_are_the_same_set() -> None:
    heads = {key.partition(".")[0] for key in KEYS}
    assert heads - NOT_OUTCOMES == set(OUTCOMES)


def test_aspects_and_their_words_are_the_same_set() -> None:
    said = {key.removeprefix("aspect.") for key in KEYS if key.startswith("aspect.")}
    assert said == {f"{aspect}.{part}" for aspect in ASPECTS for part in ("title", "ask", "absent")}


def test_titles_and_questions_of_aspects_are_told_apart() -> None:
    for part in ("title", "ask"):
        said = [say(f"aspect.{aspect}.{part}") for aspect in ASPECTS]
        assert len(set(said)) == len(said)


def test_a_sentence_is_filled() -> None:
    assert say("part.promised", value="5", unit="工作日", note="") == "承诺办结时限：5个工作日"


def test_an_unknown_sentence_is_named() -> None:
    with pytest.raises(UnknownWords, match=r"没有“no_such\.key”这一句"):
        say("no_such.key")


def test_a_missing_blank_is_an_error() -> None:
    with pytest.raises(KeyError, match="phone"):
        say("part.phone")
