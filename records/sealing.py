"""密封：工单的内容用 AES-256-GCM 加密后再存。钥匙 32 字节，来自设置；本机使用没有设的，生成一把放在数据目录里。"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
_NONCE: Final = 12
_VERSION: Final = b"\x01"
_SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""查询码用的字：去掉了容易看错的 0、1、I、L、O。"""


class BadKey(ValueError):
    """钥匙不能用；消息是一句给人看的中文，不带钥匙。"""


class SealBroken(ValueError):
    """打不开：钥匙不是当初那一把，或者内容被改过。"""


class Seal:
    """一把钥匙。`about` 是内容所在的位置（工单编号之类），换了位置就打不开。"""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise BadKey(
                f"工单的钥匙应当是 {KEY_BYTES} 字节，这一把是 {len(key)} 字节；请用 openssl rand -base64 32 生成。"
            )
        self._key = key
        self._cipher = AESGCM(key)

    def close(self, about: str, content: Any) -> bytes:
        """封起来；content 是能写成 JSON 的东西。"""
        nonce = secrets.token_bytes(_NONCE)
        plain = json.dumps(content, ensure_ascii=False).encode()
        return _VERSION + nonce + self._cipher.encrypt(nonce, plain, about.encode())

    def open(self, about: str, sealed: bytes) -> Any:
        """打开；打不开抛 SealBroken。"""
        nonce, rest = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        try:
            plain = self._cipher.decrypt(nonce, rest, about.encode())
        except InvalidTag:
            raise SealBroken(
                "这张工单打不开：BANSHI_TICKET_KEY 不是当初加密用的那一把，或者内容被改过；请换回原来的钥匙。"
            ) from None
        return json.loads(plain)

    def code(self, number: str, length: int = 6) -> str:
        """工单的查询码：由钥匙和编号算出来，库里不存。"""
        digest = hmac.new(self._key, f"code:{number}".encode(), "sha256").digest()
        value = int.from_bytes(digest, "big")
        signs = []
        for _ in range(length):
            value, place = divmod(value, len(_SIGNS))
            signs.append(_SIGNS[place])
        return "".join(signs)

    def knows(self, number: str, code: str) -> bool:
        """查询码对不对；大小写、空格不计较。"""
        given = code.strip().upper().encode("utf-8", "replace")
        return hmac.compare_digest(self.code(number).encode(), given)


def read_key(text: str) -> bytes:
    """读 base64 写的钥匙；不能用抛 BadKey。"""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise BadKey("工单的钥匙应当是 base64 写的 32 字节；请用 openssl rand -base64 32 生成。") from None
    Seal(key)
    return key


def local_key(path: Path) -> tuple[bytes, bool]:
    """(本机的钥匙, 是不是刚生成的)。文件只有自己能读；几个进程同时来也只有一把，读到的总是写完的。"""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        if path.exists():
            return read_key(path.read_text(encoding="ascii")), False
        path.parent.mkdir(parents=True, exist_ok=True)
        key = secrets.token_bytes(KEY_BYTES)
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            file.write(base64.b64encode(key).decode() + "\n")
        fresh = _linked(part, path)
        part.unlink()
    except OSError as fault:
        raise BadKey(
            f"读写不了工单的钥匙 {path}（{fault.strerror}）；请把 BANSHI_HOME 指到一个可以写的目录。"
        ) from fault
    return (key, True) if fresh else (read_key(path.read_text(encoding="ascii")), False)


def _linked(part: Path, path: Path) -> bool:
    """写好的文件放上去；别的进程先放了，就用它的。"""
    try:
        os.link(part, path)
    except FileExistsError:
        return False
    return True
