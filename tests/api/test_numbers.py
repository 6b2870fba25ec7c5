"""号码的规则。11010519491231002X 是 GB 11643-1999 附录里的例子，4111… 是 ISO/IEC 7812 的通用测试卡号。"""

from __future__ import annotations

import pytest

from api.numbers import credit_checks, identity_checks, is_identity, luhn_checks


@pytest.mark.parametrize(
    ("number", "yes"),
    [
        ("11010519491231002X", True),
        ("110105491231002", True),
        ("440106199002300000", False),  # 没有二月三十日
        ("990105194912310020", False),  # 没有 99 开头的省
        ("110105299912310020", False),  # 还没到的年份
        ("110105491331002", False),
    ],
)
def test_identity(number: str, yes: bool) -> None:
    assert is_identity(number) is yes


@pytest.mark.parametrize(("number", "yes"), [("11010519491231002X", True), ("110105194912310021", False)])
def test_identity_check_digit(number: str, yes: bool) -> None:
    assert identity_checks(number) is yes


@pytest.mark.parametrize(
    ("code", "yes"),
    [("91440101724301234Q", True), ("914401017243012340", False), ("9144010172430123IO", False), ("9", False)],
)
def test_credit_code(code: str, yes: bool) -> None:
    assert credit_checks(code) is yes


@pytest.mark.parametrize(("digits", "yes"), [("4111111111111111", True), ("4111111111111112", False)])
def test_luhn(digits: str, yes: bool) -> None:
    assert luhn_checks(digits) is yes
