"""设置只来自环境变量；读错就停，只说一句话。"""

from pathlib import Path

import pytest

from knowledge.settings import Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"BANSHI_{name.upper()}", raising=False)


def test_the_defaults_serve_one_machine() -> None:
    settings = load_settings()
    assert (settings.home, settings.host, settings.port, settings.rate_limit) == (Path("var"), "127.0.0.1", 8000, 60)
    assert (settings.rasa_url, settings.actions_url) == ("http://127.0.0.1:5005", "http://127.0.0.1:5055")
    assert (settings.database_url, settings.redis_url, settings.broker_url) == (None, None, None)
    assert settings.index_root == Path("var/index")


def test_the_catalogue_and_the_records_are_two_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BANSHI_HOME", str(tmp_path))
    settings = load_settings()
    assert settings.catalogue_url == f"sqlite:///{tmp_path}/catalogue.db"
    assert settings.records_url == f"sqlite:///{tmp_path}/records.db"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_one_database_holds_both(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("BANSHI_DATABASE_URL", f"{scheme}://a:b@db/banshi")
    settings = load_settings()
    assert settings.catalogue_url == settings.records_url == "postgresql+psycopg://a:b@db/banshi"


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANSHI_DATABASE_URL", "")
    monkeypatch.setenv("BANSHI_PORT", "")
    assert (load_settings().database_url, load_settings().port) == (None, 8000)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "abc", "环境变量 BANSHI_PORT 的值“abc”不能用；请写1 到 65535 之间的整数，例如 8000。"),
        ("PORT", "70000", "环境变量 BANSHI_PORT 的值“70000”不能用；请写1 到 65535 之间的整数，例如 8000。"),
        ("RATE_LIMIT", "-1", "环境变量 BANSHI_RATE_LIMIT 的值“-1”不能用；请写0 或更大的整数，例如 60；0 表示不限。"),
        ("RASA_URL", "localhost", "环境变量 BANSHI_RASA_URL 的值“localhost”不能用"),
        ("ACTIONS_URL", "ftp://x", "环境变量 BANSHI_ACTIONS_URL 的值“ftp://x”不能用"),
        ("REDIS_URL", "http://x", "环境变量 BANSHI_REDIS_URL 的值“http://x”不能用"),
        ("BROKER_URL", "redis://x", "环境变量 BANSHI_BROKER_URL 的值“redis://x”不能用"),
        ("HOST", "a b", "环境变量 BANSHI_HOST 的值“a b”不能用"),
        # 密码不出现在话里。
        ("DATABASE_URL", "mysql://root:secret@db/x", "环境变量 BANSHI_DATABASE_URL 的值“mysql://root:***@db/x”不能用"),
    ],
)
def test_a_bad_value_stops_with_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(f"BANSHI_{name}", value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert str(error.value).startswith(said)
    assert "secret" not in str(error.value)
    assert str(error.value).count("。") == 1


BAD_AGENTS = (
    "secret",
    "小王:",
    "小王:short",
    ":secret-token-0123456789",
    "小王:secret-token-0123456789,小王:another-token-01234567",
    "小王:secret-token-0123456789,小李:secret-token-0123456789",
    " , ",
)
BAD_HOURS = ("9-17", "1-8 09:00-17:00", "1-5 24:00-25:00", "工作日 09:00-17:00", "1-5 9:00-17:00")


@pytest.mark.parametrize("value", BAD_AGENTS)
def test_bad_tokens_stop_without_being_shown(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("BANSHI_AGENT_TOKENS", value)
    with pytest.raises(SettingsError, match="名字:令牌") as error:
        load_settings()
    assert "secret" not in str(error.value)


def test_agents_are_known_by_their_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().agents == {}
    monkeypatch.setenv("BANSHI_AGENT_TOKENS", " 小王:token-0123456789ab , 小李:token-ab:0123456789,")
    assert load_settings().agents == {"token-0123456789ab": "小王", "token-ab:0123456789": "小李"}


@pytest.mark.parametrize(
    "hours", ["9-17", "1-8 09:00-17:00", "1-5 24:00-25:00", "工作日 09:00-17:00", "1-5 9:00-17:00"]
)
def test_hours_have_one_way_of_writing(monkeypatch: pytest.MonkeyPatch, hours: str) -> None:
    monkeypatch.setenv("BANSHI_AGENT_HOURS", hours)
    with pytest.raises(SettingsError, match="1-5 09:00-17:00"):
        load_settings()


def test_logs_are_kept_for_half_a_year_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().retention == {"text": 180, "tickets": 1095, "events": 1095, "audit": 1095}
    monkeypatch.setenv("BANSHI_RETENTION_AUDIT", "179")
    with pytest.raises(SettingsError, match="至少要存六个月"):
        load_settings()
