"""读一句话：改了的错字说得出，字位不变。"""

from __future__ import annotations

from nlu.reading import read


def test_it_normalises_mends_and_counts() -> None:
    text, found = read("我的社宝卡丢了，三天能补好嗎")
    assert text == "我的社保卡丢了,3天能补好吗"
    assert [(one.wrong, one.right) for one in found] == [("社宝卡", "社保卡")]


def test_nothing_to_mend() -> None:
    assert read("身份证丢了") == ("身份证丢了", ())
