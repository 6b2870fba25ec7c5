"""网页：首页和它的样式、脚本，都是 clients/web 里的静态文件。"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.responses import FileResponse
from starlette.staticfiles import StaticFiles

WEB: Final = Path(__file__).resolve().parents[2] / "clients" / "web"


def serve_page(app: FastAPI) -> None:
    """把首页放在 /，其余放在 /static/。"""

    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(WEB / "index.html")

    app.mount("/static", StaticFiles(directory=WEB), name="static")
