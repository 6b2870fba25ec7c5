"""样板：空照值填；没有值而整项就是一个空的，不送。"""

from __future__ import annotations

from urllib.parse import quote

from knowledge.connectors.templates import filled, with_secrets


def test_blanks_are_filled_at_any_depth() -> None:
    body = {"q": {"bh": "{number}", "list": ["{holder}", 3, True]}, "tip": "编号{number}"}
    assert filled(body, {"number": "A1", "holder": "张三"}) == {
        "q": {"bh": "A1", "list": ["张三", 3, True]},
        "tip": "编号A1",
    }


def test_what_is_not_known_is_not_sent() -> None:
    assert filled({"day": "{day}", "at": "日子{day}", "x": "y"}, {}) == {"at": "日子", "x": "y"}


def test_a_value_is_never_read_as_a_template() -> None:
    assert filled({"a": "{number}"}, {"number": "{holder}", "holder": "张三"}) == {"a": "{holder}"}


def test_values_are_quoted_where_asked() -> None:
    assert filled("/cases/{number}", {"number": "a/b?c"}, lambda value: quote(value, safe="")) == "/cases/a%2Fb%3Fc"


def test_secrets_are_put_into_headers() -> None:
    assert with_secrets("Bearer ${T} ${U}", {"T": "abc", "U": "d"}) == "Bearer abc d"
