"""令牌：认得自己的，离了令牌猜不回内容。"""

from __future__ import annotations

from api.tokens import digest, new_id, new_token, sealed


def test_tokens_are_long_and_differ() -> None:
    assert len({new_token() for _ in range(50)}) == 50
    assert len(new_token()) >= 43
    assert len(new_id()) == 32


def test_the_digest_is_sha256() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_sealing_depends_on_the_token() -> None:
    assert sealed("a", "身份证") != sealed("b", "身份证")
    assert sealed("a", "身份证") == sealed("a", "身份证")
