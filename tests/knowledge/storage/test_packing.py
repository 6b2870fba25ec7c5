"""压着存的文字：取出来一字不差，压得小，版次不认得要说。"""

import json

import pytest

from knowledge.storage.packing import pack, unpack

ITEM = {
    "code": "11440100006940116U244010200300103",
    "entry_code": "440102003001",
    "name": "普通护照签发",
    "sides": ["个人"],
    "categories": ["个人/出境入境"],
    "region": "440100",
    "materials": [{"name": "居民身份证"}, {"name": "申请表", "necessity": "必要"}],
    "source": {"name": "示例", "url": "https://example.cn", "checked_on": "2026-11-23"},
}


@pytest.mark.parametrize("text", ["", "{}", '𠮷野家😀\n\t"\\', "a" * 100_000, json.dumps(ITEM, ensure_ascii=False)])
def test_what_is_packed_comes_out_the_same(text: str) -> None:
    assert unpack(pack(text)) == text


def test_an_item_takes_less_than_half() -> None:
    text = json.dumps(ITEM, ensure_ascii=False)
    assert len(pack(text)) * 2 < len(text.encode())


def test_a_later_form_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"不认得第 63 版的压缩.*请升级程序"):
        unpack(b"c" + pack("{}")[1:])
