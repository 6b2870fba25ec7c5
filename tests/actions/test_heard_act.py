"""光一个数不是客套。"""

from __future__ import annotations

import pytest

from actions.road import TALK, heard_act
from knowledge.taxonomy.acts import TYPED_ACTS
from tests.actions.fakes import make_state

HEARD_WRONG = TALK | {"out_of_scope"}
"""数字听成这些的，是在选、在答。"""


@pytest.mark.parametrize("said", ["19", "1231", "88", "2026-11-23", "3。"])
@pytest.mark.parametrize("act", sorted(HEARD_WRONG))
def test_a_bare_number_answers_or_chooses(act: str, said: str) -> None:
    assert heard_act(act, make_state(act, said)) == "choose"


@pytest.mark.parametrize("said", ["谢谢", "88 再见", "bye", "第2个", "", "？？？"])
def test_words_keep_what_was_heard(said: str) -> None:
    assert heard_act("bye", make_state("bye", said)) == "bye"


@pytest.mark.parametrize("act", sorted(set(TYPED_ACTS) - HEARD_WRONG))
def test_what_is_no_talk_stays(act: str) -> None:
    assert heard_act(act, make_state(act, "19")) == act


def test_a_button_stays() -> None:
    assert heard_act("help", make_state("help", "88", values={"step": "begin"})) == "help"
