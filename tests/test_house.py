"""家规：每个房间只能用它该用的。我们自己的包和外面的库都在内。"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

OURS = {
    "knowledge": set(),
    "records": {"knowledge"},
    "nlu": {"knowledge.text", "knowledge.taxonomy"},
    "actions": {"knowledge", "records"},
    "api": {"knowledge", "records"},
}
"""房间 → 可以用的我们自己的包（可以写到模块）。"""

LIBRARIES = {
    "knowledge": {
        "sqlalchemy",
        "alembic",
        "tantivy",
        "jieba",
        "opencc",
        "pypinyin",
        "numpy",
        "rapidfuzz",
        "pydantic",
        "pydantic_core",
        "pydantic_settings",
        "yaml",
        "openpyxl",
    },
    "records": {"sqlalchemy", "alembic", "pydantic", "cryptography", "arro3"},
    "nlu": {"jieba", "spacy", "sklearn", "numpy", "scipy", "yaml"},
    "nlu.components": {"rasa", "jsonschema", "aiohttp", "sqlalchemy"},  # 后三样随 Rasa 而来，版本由它定
    "actions": {"rasa_sdk"},
    "api": {"fastapi", "starlette", "pydantic", "anyio", "aiohttp", "httpx", "limits", "prometheus_client"},
    "api.cli": {"typer", "rich", "sqlalchemy"},
    "api.evaluation": {"rich"},
}
"""房间（或其中一间）→ 可以用的外面的库；里间另可用外间的。"""

NOBODY_IMPORTS = {"bot", "clients", "tests", "bench", "scripts"}
LIGHT = ("knowledge/__init__.py", "knowledge/text", "knowledge/taxonomy")
LIGHT_LIBRARIES = {"jieba", "opencc", "pypinyin"}
"""引擎运行时也导入的部分，只许用标准库和这几个。"""


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "请写全名，不用相对导入"
            yield node.module or ""


def imported_by(path: Path) -> Iterator[str]:
    return imported(path.read_text(encoding="utf-8"))


def is_within(module: str, allowed: set[str]) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in allowed)


def faults(source: str, place: str) -> list[str]:
    """place 处的这段源码犯了哪些规；place 是带点的模块名。"""
    room = place.split(".")[0]
    inner = [names for name, names in LIBRARIES.items() if is_within(place, {name})]
    libraries = set().union(*inner)
    found = []
    for module in imported(source):
        top = module.split(".")[0]
        fine = is_within(module, OURS[room] | {room}) if top in OURS else top in libraries
        if not fine and top not in sys.stdlib_module_names:
            found.append(f"{place} 用了 {module}")
    return found


def place_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("room", sorted(OURS))
def test_room_uses_only_what_it_may(room: str) -> None:
    assert modules(room), f"{room} 里没有模块"
    assert [fault for path in modules(room) for fault in faults(path.read_text(encoding="utf-8"), place_of(path))] == []


@pytest.mark.parametrize("room", sorted(OURS))
def test_nobody_imports_bot_clients_or_tests(room: str) -> None:
    assert [
        module for path in modules(room) for module in imported_by(path) if module.split(".")[0] in NOBODY_IMPORTS
    ] == []


def test_what_the_engine_runtime_imports_stays_light() -> None:
    paths = [file for name in LIGHT for file in ([ROOT / name] if name.endswith(".py") else modules(name))]
    tops = {module.split(".")[0] for path in paths if "generate" not in path.name for module in imported_by(path)}
    assert tops - set(sys.stdlib_module_names) - {"knowledge"} <= LIGHT_LIBRARIES


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("knowledge.search.finder", "from api.road import steps"),
        ("records.store", "import actions"),
        ("nlu.understand", "from knowledge.catalogue import Catalogue"),
        ("nlu.understand", "from rasa.nlu.tokenizers.tokenizer import Token"),
        ("actions.asking", "from nlu.understand import Understander"),
        ("api.road", "import nlu"),
        ("api.road", "import typer"),
        ("knowledge.catalogue", "import fastapi"),
    ],
)
def test_the_law_catches_a_breach(place: str, source: str) -> None:
    assert faults(source, place) != []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("nlu.components.tokenizer", "from rasa.nlu.tokenizers.tokenizer import Token"),
        ("nlu.understand", "from knowledge.text import Cutter"),
        ("api.cli.main", "import typer"),
        ("records.store", "from knowledge.storage.engine import writing"),
    ],
)
def test_the_law_lets_the_allowed_pass(place: str, source: str) -> None:
    assert faults(source, place) == []


def test_bot_holds_only_yaml() -> None:
    others = [path for path in (ROOT / "bot").rglob("*") if path.is_file() and path.suffix not in (".yml", ".yaml")]
    assert others == []


LONGEST = 250


@pytest.mark.parametrize("room", sorted(OURS))
def test_no_module_grows_too_long(room: str) -> None:
    counts = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(room)}
    assert {name: count for name, count in counts.items() if count > LONGEST} == {}
