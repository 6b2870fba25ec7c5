"""工单的钥匙从哪里来：设置里的；本机使用没有设的，数据目录里那一把，没有就生成。"""

from __future__ import annotations

import logging
from typing import Final

from knowledge.settings import Settings, SettingsError
from records.sealing import BadKey, Seal, local_key, read_key

LOG: Final = logging.getLogger("banshi.api")


def open_seal(settings: Settings) -> tuple[Seal, str | None]:
    """(密封, 刚生成了钥匙时要说的一句)。钥匙不能用、该设没设，抛 SettingsError。"""
    try:
        if settings.ticket_key is not None:
            return Seal(read_key(settings.ticket_key)), None
        if settings.database_url is not None and not settings.is_local:
            raise SettingsError(
                "设了 BANSHI_DATABASE_URL，又不只在本机使用，就要设 BANSHI_TICKET_KEY（base64 写的 32 字节）；"
                "请用 openssl rand -base64 32 生成一把，各台机器用同一把，并妥善备份。"
            )
        key, fresh = local_key(settings.ticket_key_file)
    except BadKey as fault:
        raise SettingsError(f"BANSHI_TICKET_KEY 或 {settings.ticket_key_file} 不能用：{fault}") from None
    told = f"没有设 BANSHI_TICKET_KEY，生成了一把放在 {settings.ticket_key_file}；请备份，丢了它工单就打不开了。"
    return Seal(key), told if fresh else None
