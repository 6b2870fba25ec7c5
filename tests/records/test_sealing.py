"""密封：只有那把钥匙、在那个位置才打得开。"""

from __future__ import annotations

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from records.sealing import BadKey, Seal, SealBroken, local_key, read_key

SEAL = Seal(b"k" * 32)
CONTENT = {"what": "健身房跑路", "contact": "13800138000"}


def test_what_is_closed_can_be_opened() -> None:
    sealed = SEAL.close("TS1", CONTENT)
    assert SEAL.open("TS1", sealed) == CONTENT
    assert b"13800138000" not in sealed
    assert SEAL.close("TS1", CONTENT) != sealed


def test_another_key_another_place_or_a_changed_byte_opens_nothing() -> None:
    sealed = SEAL.close("TS1", CONTENT)
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for seal, about, given in ((Seal(b"x" * 32), "TS1", sealed), (SEAL, "TS2", sealed), (SEAL, "TS1", changed)):
        with pytest.raises(SealBroken, match="BANSHI_TICKET_KEY"):
            seal.open(about, given)


def test_a_code_belongs_to_its_number_and_key() -> None:
    code = SEAL.code("TS1")
    assert len(code) == 6
    assert not set(code) & set("01ILO")
    assert SEAL.knows("TS1", f" {code.lower()} ")
    assert not SEAL.knows("TS2", code)
    assert not Seal(b"x" * 32).knows("TS1", code)
    assert not SEAL.knows("TS1", "码")


@pytest.mark.parametrize("text", ["", "短", "abc", base64.b64encode(b"k" * 16).decode(), "k" * 44])
def test_a_key_that_cannot_be_used_is_told_without_it(text: str) -> None:
    with pytest.raises(BadKey, match="openssl rand -base64 32") as error:
        read_key(text)
    assert len(text) < 10 or text not in str(error.value)


def test_several_at_once_share_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: local_key(tmp_path / "home" / "ticket.key"), range(16)))
    assert len({key for key, _ in made}) == 1
    assert sum(fresh for _, fresh in made) == 1


def test_the_local_key_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "ticket.key"
    key, fresh = local_key(path)
    assert fresh
    assert local_key(path) == (key, False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["ticket.key"]
    with pytest.raises(BadKey, match="读写不了"):
        local_key(path / "ticket.key")
