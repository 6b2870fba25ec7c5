"""钥匙从哪里来。"""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from api.seals import open_seal
from knowledge.settings import Settings, SettingsError

KEY = base64.b64encode(b"k" * 32).decode()


def test_a_key_of_the_settings_is_used(tmp_path: Path) -> None:
    seal, told = open_seal(Settings(home=tmp_path, ticket_key=KEY))
    assert (seal.code("TS1"), told) == (open_seal(Settings(home=tmp_path, ticket_key=KEY))[0].code("TS1"), None)
    assert list(tmp_path.iterdir()) == []


def test_one_machine_makes_its_own_key_once_and_says_so(tmp_path: Path) -> None:
    home = tmp_path / "home"
    seal, told = open_seal(Settings(home=home))
    assert told is not None
    assert str(home / "ticket.key") in told
    again, silent = open_seal(Settings(home=home))
    assert (again.code("TS1"), silent) == (seal.code("TS1"), None)


def test_a_shared_database_needs_a_shared_key(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="就要设 BANSHI_TICKET_KEY"):
        open_seal(Settings(home=tmp_path, host="0.0.0.0", database_url="postgresql://a:b@db/x"))


@pytest.mark.parametrize("key", ["secret-but-short", "c2hvcnQ="])
def test_a_key_that_cannot_be_used_stops_without_being_shown(tmp_path: Path, key: str) -> None:
    with pytest.raises(SettingsError, match="BANSHI_TICKET_KEY") as error:
        open_seal(Settings(home=tmp_path, ticket_key=key))
    assert key not in str(error.value)
