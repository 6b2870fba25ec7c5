"""一样诉求里问的是哪几面。"""

from __future__ import annotations

import pytest

from knowledge.compound.asked import asked

ASKED = {
    "身份证到期换证要什么材料": ("materials",),
    "护照首次办理要多少钱": ("fee",),
    "居住证去哪办要多久": ("time_limit", "place"),
    "身份证丢了怎么补": (),
    "高龄津贴能领吗": ("conditions",),
}


@pytest.mark.parametrize(("said", "aspects"), ASKED.items(), ids=ASKED)
def test_what_is_asked_of_one(said: str, aspects: tuple[str, ...]) -> None:
    assert asked(said) == aspects
