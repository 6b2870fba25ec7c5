"""各部件的状况。四样都要在，才算准备好；接着外面的系统的，另说它们怎样；只问活没活着的请看 /livez。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import anyio
import anyio.to_thread
import httpx

from api.seams import Catalogue
from api.shapes.lists import PartHealth
from records.probe import fault_of
from records.store import Records

_SECONDS: Final = 1.0


def open_client() -> httpx.AsyncClient:
    """看各部件在不在用的客户端：不走代理。"""
    return httpx.AsyncClient(trust_env=False, limits=httpx.Limits(keepalive_expiry=3.0))


class Health:
    """问一遍：引擎、动作服务、记录库、目录索引，同时问，各限一秒。"""

    def __init__(
        self,
        client: httpx.AsyncClient,
        rasa_url: str,
        actions_url: str,
        records: Records,
        catalogue: Catalogue,
        connectors: Callable[[], str | None] = lambda: None,
    ) -> None:
        self._client = client
        self._rasa = f"{rasa_url.rstrip('/')}/status"
        self._actions = f"{actions_url.rstrip('/')}/health"
        self._records, self._catalogue, self._connectors = records, catalogue, connectors

    async def parts(self) -> dict[str, PartHealth]:
        """每个部件一条，次序固定。"""
        found: dict[str, PartHealth] = {}
        checks = {"rasa": self._see_rasa, "actions": self._see_actions, "database": self._see_database}

        async def see(name: str) -> None:
            found[name] = await checks[name]()

        async with anyio.create_task_group() as group:
            for name in checks:
                group.start_soon(see, name)
        return {name: found[name] for name in checks} | {"index": await self._see_index()} | self._see_connectors()

    def _see_connectors(self) -> dict[str, PartHealth]:
        """设了连接的才有这一条；外面的系统停了，我们照样能答，所以总是好的。"""
        told = self._connectors()
        return {} if told is None else {"connectors": PartHealth(ok=True, detail=told)}

    async def _see_rasa(self) -> PartHealth:
        status = await self._get(self._rasa)
        if status is None:
            return PartHealth(ok=False, detail="一秒内没有答复，请启动 Rasa 或检查 BANSHI_RASA_URL")
        model = status.get("model_file")
        return PartHealth(ok=bool(model), detail="模型已加载" if model else "没有加载模型，请先运行 banshi train")

    async def _see_actions(self) -> PartHealth:
        status = await self._get(self._actions)
        detail = "正常" if status is not None else "一秒内没有答复，请启动动作服务或检查 BANSHI_ACTIONS_URL"
        return PartHealth(ok=status is not None, detail=detail)

    async def _see_database(self) -> PartHealth:
        fault = await anyio.to_thread.run_sync(fault_of, self._records.ping)
        return PartHealth(ok=fault is None, detail="正常" if fault is None else f"记录库用不了（{fault}）")

    async def _see_index(self) -> PartHealth:
        found: list[str | None] = []
        fault = await anyio.to_thread.run_sync(fault_of, lambda: found.append(self._catalogue.generation()))
        if fault is not None:
            return PartHealth(ok=False, detail=f"目录库用不了（{fault}）")
        ok = bool(found and found[0])
        return PartHealth(ok=ok, detail="目录已建索引" if ok else "还没有目录，请先运行 banshi import")

    async def _get(self, address: str) -> dict[str, Any] | None:
        try:
            with anyio.fail_after(_SECONDS):
                response = await self._client.get(address, timeout=_SECONDS)
            status = response.json() if response.status_code == 200 else None
        except (TimeoutError, httpx.HTTPError, ValueError):
            return None
        return status if isinstance(status, dict) else None
