"""先说哪样：有期限的、别的事要用到的在前，缘由是事项自己的话；没有写的不算急。"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.compound.urgency import KINDS, urgent
from knowledge.model import Item
from tests.actions.fakes import make_item

ROOT = Path(__file__).resolve().parents[3] / "knowledge"
RULES = yaml.safe_load((ROOT / "compound" / "urgency.yaml").read_text(encoding="utf-8"))

CARD = make_item(1, "居民身份证补领", materials=[{"name": "居民户口簿"}])
BOOK = make_item(2, "居民户口簿补领、换领")
PASSPORT = make_item(3, "普通护照换发、补发", materials=[{"name": "居民身份证"}])
BIRTH = make_item(4, "出生登记", conditions="婴儿出生后1个月以内，由父亲申报。")


@pytest.fixture(scope="module")
def starter() -> list[Item]:
    rows = [
        row
        for path in sorted((ROOT / "starter").glob("*.yaml"))
        for row in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    ]
    return [Item.model_validate(row) for row in rows]


def test_a_deadline_is_the_items_own_words() -> None:
    found = urgent(BIRTH, [])
    assert found is not None
    assert (found.kind, found.because) == ("deadline", "婴儿出生后1个月以内")
    assert urgent(make_item(5, "出生登记"), []) is None


def test_a_lost_document_that_others_need_comes_first() -> None:
    found = urgent(CARD, [PASSPORT])
    assert found is not None
    assert (found.kind, found.because) == ("blocking", "普通护照换发、补发")
    assert urgent(CARD, []) is None
    assert urgent(PASSPORT, [CARD]) is None


def test_a_chain_of_documents_is_put_in_order() -> None:
    book, card = urgent(BOOK, [CARD, PASSPORT]), urgent(CARD, [BOOK, PASSPORT])
    assert book is not None
    assert card is not None
    assert book.rank < card.rank


def test_two_that_need_each_other_are_not_urgent() -> None:
    book = make_item(2, "居民户口簿补领、换领", materials=[{"name": "居民身份证"}])
    assert urgent(book, [CARD]) is None
    assert urgent(CARD, [book]) is None


@pytest.mark.parametrize("name", ["居民身份证挂失申报登记表", "居民身份证领取凭证", "申请人身份证明"])
def test_a_form_or_another_proof_is_not_the_document(name: str) -> None:
    assert urgent(CARD, [make_item(9, "挂失申报", materials=[{"name": name}])]) is None


@pytest.mark.parametrize("row", [row for kind in KINDS[:2] for row in RULES[kind]], ids=lambda row: row["name"])
def test_each_deadline_stands_in_the_catalogue(row: dict[str, str], starter: list[Item]) -> None:
    assert [one.name for one in starter if (found := urgent(one, [])) and found.because == row["because"]]


@pytest.mark.parametrize("row", RULES["blocking"], ids=lambda row: row["name"])
def test_each_document_is_needed_somewhere(row: dict[str, str], starter: list[Item]) -> None:
    lost = next(one for one in starter if row["name"] in one.name)
    assert urgent(lost, starter) is not None
