"""说明书对得上：每个命令写在 README.md，每个设置写在 .env.example，反过来也是。"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.settings import Settings
from tests.api.cli.conftest import ROOT
from tests.api.cli.test_main import COMMANDS

HIDDEN = {"generation"}
"""只给构建脚本用的命令，不写在说明书里。"""

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in HIDDEN])
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"`banshi {command}" in README


def test_readme_names_no_command_that_is_not_there() -> None:
    assert set(re.findall(r"`banshi ([a-z]+)", README)) <= set(COMMANDS)


@pytest.mark.parametrize("name", ["README.md", "README.en.md", *(f"docs/{one.name}" for one in ROOT.glob("docs/*.md"))])
def test_every_link_inside_the_repository_leads_somewhere(name: str) -> None:
    page = ROOT / name
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    own = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in own if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("target", re.findall(r"make ([a-z]+)", README))
def test_every_make_target_of_the_readme_is_there(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def _examples() -> dict[str, str]:
    return dict(re.findall(r"^BANSHI_([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))


def test_every_setting_stands_in_the_example_and_is_read() -> None:
    assert set(_examples()) == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_example_shows_the_default(name: str) -> None:
    default, shown = Settings.model_fields[name].default, _examples()[name.upper()]
    if isinstance(default, Path):
        assert Path(shown) == default
    else:
        assert shown == str("" if default is None else default)
