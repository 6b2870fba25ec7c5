"""各命令在哪个模块；运行哪一个才装载哪一个，全部装载要两秒。"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "import": ("importing", "import_"),
    "export": ("catalogue", "export"),
    "search": ("catalogue", "search"),
    "reindex": ("catalogue", "reindex"),
    "history": ("history", "history"),
    "generation": ("catalogue", "generation"),
    "bundle": ("bundling", "bundle"),
    "ask": ("asking", "ask"),
    "evaluate": ("asking", "evaluate"),
    "check": ("checking", "check"),
    "forget": ("keeping", "forget"),
    "tidy": ("keeping", "tidy"),
    "records": ("keeping", "records"),
    "train": ("running", "train"),
    "serve": ("running", "serve"),
}
"""命令 → (api.cli 里的模块, 其中的函数，或一组命令)。"""

_HIDDEN: Final = frozenset(("generation",))


class Lazily(TyperGroup):
    """一组命令；用到时才装载。"""

    def list_commands(self, ctx: Any) -> list[str]:
        """全部命令，依登记的次序。"""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """装载一个命令；没有这个命令则为 None。"""
        return _loaded(cmd_name) if cmd_name in COMMANDS else None


def _loaded(name: str) -> Any:
    module, attribute = COMMANDS[name]
    found = getattr(import_module(f"api.cli.{module}"), attribute)
    if isinstance(found, typer.Typer):
        return typer.main.get_group(found)
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command(name, hidden=name in _HIDDEN)(found)
    return typer.main.get_command(alone)
