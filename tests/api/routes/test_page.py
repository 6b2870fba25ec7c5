"""首页：看得见、念得出、不从外面取东西、不把数据当标记。"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from api.routes.page import WEB
from api.shapes.asked import TEXT_LIMIT

HTML = (WEB / "index.html").read_text(encoding="utf-8")
CSS = (WEB / "style.css").read_text(encoding="utf-8")
SCRIPTS = {file.name: file.read_text(encoding="utf-8") for file in WEB.glob("*.js")}

# WCAG 2.2 的 1.4.3：正文的前景、背景，对比度不低于 4.5
PAIRS = [
    ("ink", "paper"),
    ("ink", "ground"),
    ("ink", "mine"),
    ("quiet", "paper"),
    ("quiet", "ground"),
    ("brand", "paper"),
    ("brand", "ground"),
    ("brand", "mine"),
    ("paper", "brand"),
    ("alarm", "alarm-ground"),
]


class Page(HTMLParser):
    """记下每个元素的标签和属性。"""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(HTML)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def one(self, element_id: str) -> dict[str, str]:
        return next(about for _, about in self.elements if about.get("id") == element_id)


PAGE = Page()


@pytest.mark.anyio
async def test_the_page_is_served(door: Any) -> None:
    response = await door.client.get("/")
    assert response.text == HTML
    assert "<title>办事</title>" in response.text
    for _, about in PAGE.elements:
        for address in (about.get("src"), about.get("href")):
            if address and address.startswith("/"):
                assert (await door.client.get(address)).status_code == 200


@pytest.mark.anyio
@pytest.mark.parametrize(("file", "kind"), [("chat.js", "javascript"), ("style.css", "text/css"), ("icon.svg", "svg")])
async def test_static_files_have_their_types(door: Any, file: str, kind: str) -> None:
    assert kind in (await door.client.get(f"/static/{file}")).headers["Content-Type"]


def test_nothing_comes_from_elsewhere_and_nothing_is_inline() -> None:
    for tag, about in PAGE.elements:
        assert not any(name.startswith("on") or name == "style" for name in about)
        assert tag != "style"
        assert tag != "script" or about["src"].startswith("/static/")
        assert not about.get("href", "").startswith("http")
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_data_is_never_markup() -> None:
    for name, script in SCRIPTS.items():
        for way in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            ".style.",
        ):
            assert way not in script, f"{name} 用了 {way}"


def test_the_message_list_and_the_input_can_be_read_aloud() -> None:
    log, text = PAGE.one("log"), PAGE.one("text")
    assert (log["role"], log["aria-live"]) == ("log", "polite")
    assert log["aria-label"]
    assert text["maxlength"] == str(TEXT_LIMIT)
    assert PAGE.one("trouble")["role"] == "alert"
    labelled = {about["for"] for tag, about in PAGE.elements if tag == "label" and "for" in about}
    assert {"text", "comment"} <= labelled
    assert ("html", {"lang": "zh-CN"}) in PAGE.elements


def test_five_levels_can_be_chosen() -> None:
    levels = [about["value"] for tag, about in PAGE.elements if tag == "input" and about.get("name") == "level"]
    assert levels == ["5", "4", "3", "2", "1"]


def test_buttons_are_buttons() -> None:
    assert all(about["type"] in ("button", "submit") for tag, about in PAGE.elements if tag == "button")
    assert not any("tabindex" in about and about["tabindex"] != "0" for _, about in PAGE.elements)


@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_contrast(front: str, back: str) -> None:
    light, dark = sorted((_luminance(front), _luminance(back)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_text_and_targets_are_large() -> None:
    root = int(re.findall(r"html \{ font-size: (\d+)px", CSS)[0])
    sizes = [float(size) * root for size in re.findall(r"font-size: ([\d.]+)rem", CSS)]
    assert min([root, *sizes]) >= 18
    assert 'button, input[type="text"], select, textarea, summary {\n  min-height: 48px;' in CSS
    assert ":focus-visible { outline: 3px solid" in CSS


def _luminance(name: str) -> float:
    colour = re.findall(rf"--{name}: #([0-9a-f]{{6}})", CSS)[0]
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
