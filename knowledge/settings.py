"""设置：全部来自环境变量，前缀 BANSHI_；每个进程读一次，读错就停。"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

_PREFIX = "BANSHI_"


HOURS = r"^[1-7](-[1-7])? ([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$"
"""人工服务的时间：星期（1 是星期一）和起止的钟点，例如 1-5 09:00-17:00。"""


class SettingsError(ValueError):
    """某个环境变量不能用；消息是一句中文，带变量名、原值与改法。"""


def _absolute_url(*schemes: str) -> AfterValidator:
    def check(url: str) -> str:
        if re.match(rf"(?:{'|'.join(schemes)})://\S+$", url) is None:
            raise ValueError(f"只认 {'、'.join(schemes)} 开头的地址")
        return url

    return AfterValidator(check)


HttpUrl = Annotated[str, _absolute_url("http", "https")]
DatabaseUrl = Annotated[str, _absolute_url("sqlite", "postgresql", r"postgresql\+psycopg", "postgres")]
RedisUrl = Annotated[str, _absolute_url("redis", "rediss")]
BrokerUrl = Annotated[str, _absolute_url("amqp", "amqps")]


def _agents(text: str) -> dict[str, str]:
    """“名字:令牌,名字:令牌” → 令牌 → 名字；名字、令牌都不许重，令牌至少 16 个字符。"""
    pairs = [one.strip().partition(":") for one in text.split(",") if one.strip()]
    found = {token.strip(): name.strip() for name, _, token in pairs}
    fine = all(name and len(token) >= 16 for token, name in found.items())
    if not pairs or not fine or len(found) != len(pairs) or len(set(found.values())) != len(pairs):
        raise ValueError("要写成 名字:令牌")
    return found


def _checked_agents(text: str) -> str:
    _agents(text)
    return text


AgentTokens = Annotated[str, AfterValidator(_checked_agents)]


class Settings(BaseSettings):
    """一个进程的设置。

    `rate_limit` 是每个来客每分钟的消息数，0 表示不限（只供测量）；超过 `stale_months` 个月没有核对的事项，作答时注明；
    `connectors` 是连接文件，见 docs/connectors.md。
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_ignore_empty=True, frozen=True, extra="ignore")

    home: Path = Path("./var")
    host: str = Field(default="127.0.0.1", pattern=r"^[0-9A-Za-z.:_-]+$")
    port: int = Field(default=8000, ge=1, le=65535)
    database_url: DatabaseUrl | None = None
    redis_url: RedisUrl | None = None
    broker_url: BrokerUrl | None = None
    rasa_url: HttpUrl = "http://127.0.0.1:5005"
    actions_url: HttpUrl = "http://127.0.0.1:5055"
    rate_limit: int = Field(default=60, ge=0)
    stale_months: int = Field(default=12, ge=1, le=240)
    ticket_key: str | None = None
    agent_tokens: AgentTokens | None = None
    agent_hours: str = Field(default="1-5 09:00-17:00", pattern=HOURS)
    agent_phone: str = Field(default="12345", pattern=r"^[0-9-]{3,20}$")
    connectors: Path | None = None
    retention_text: int = Field(default=180, ge=1)
    retention_tickets: int = Field(default=1095, ge=1)
    retention_events: int = Field(default=1095, ge=180)
    retention_audit: int = Field(default=1095, ge=180)

    @property
    def agents(self) -> dict[str, str]:
        """座席：令牌 → 名字；没有设就没有人。"""
        return _agents(self.agent_tokens) if self.agent_tokens else {}

    @property
    def retention(self) -> dict[str, int]:
        """各种记录保存几天。"""
        return {kind: getattr(self, f"retention_{kind}") for kind in ("text", "tickets", "events", "audit")}

    @property
    def is_local(self) -> bool:
        """是不是只在本机使用：没有对外开门。"""
        return self.host in ("127.0.0.1", "::1", "localhost")

    @property
    def ticket_key_file(self) -> Path:
        """本机使用没有设钥匙的，生成的那一把放在这里。"""
        return self.home / "ticket.key"

    @property
    def catalogue_url(self) -> str:
        """目录所在数据库的 SQLAlchemy 地址。"""
        return self._database("catalogue.db")

    @property
    def records_url(self) -> str:
        """对话记录所在数据库的 SQLAlchemy 地址。与目录分开两个文件，长时间的导入不会挡住对话入库。"""
        return self._database("records.db")

    @property
    def index_root(self) -> Path:
        """检索索引的总目录，每一代目录在其中占一个子目录。"""
        return self.home / "index"

    def _database(self, file: str) -> str:
        if self.database_url is None:
            return f"sqlite:///{(self.home / file).absolute()}"
        return re.sub(r"^postgres(?:ql)?://", "postgresql+psycopg://", self.database_url)


_REMEDY = {
    "home": "一个可以写的目录，例如 ./var",
    "host": "一个地址，例如 127.0.0.1",
    "port": "1 到 65535 之间的整数，例如 8000",
    "database_url": "postgresql://用户:密码@主机/库名，或者不设，用 HOME 下的 SQLite 文件",
    "redis_url": "redis://主机:6379/0，或者不设",
    "broker_url": "amqp://主机:5672/，或者不设",
    "rasa_url": "http://127.0.0.1:5005 这样的地址",
    "actions_url": "http://127.0.0.1:5055 这样的地址",
    "stale_months": "1 到 240 之间的整数，例如 12",
    "rate_limit": "0 或更大的整数，例如 60；0 表示不限",
    "ticket_key": "base64 写的 32 字节，用 openssl rand -base64 32 生成",
    "agent_tokens": "名字:令牌，几个座席用逗号隔开；令牌至少 16 个字符，名字和令牌都不能重",
    "agent_hours": "星期和钟点，例如 1-5 09:00-17:00",
    "agent_phone": "一个电话号码，例如 12345",
    "connectors": "连接文件的路径，例如 /etc/banshi/connectors.yaml，或者不设",
    "retention_text": "1 或更大的整数，例如 180",
    "retention_tickets": "1 或更大的整数，例如 1095",
    "retention_events": "180 或更大的整数，例如 1095；日志至少要存六个月",
    "retention_audit": "180 或更大的整数，例如 1095；审计至少要存六个月",
}

_SECRET = frozenset({"ticket_key", "agent_tokens"})
"""出错时不显示值的。"""


def load_settings() -> Settings:
    """从环境变量读设置。

    Raises:
        SettingsError: 有变量不能用；只说第一个，一句话，密码不会出现在其中。
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
    name = str(first["loc"][0])
    told = "" if name in _SECRET else f"“{_shown(first['input'])}”"
    raise SettingsError(f"环境变量 {_PREFIX}{name.upper()} 的值{told}不能用；请写{_REMEDY[name]}。")


def _shown(value: object) -> str:
    """出错时显示的值：遮住地址里的密码，过长则截断。"""
    return re.sub(r"(://[^:@/\s]*:)[^@\s]*@", r"\1***@", str(value))[:120]
