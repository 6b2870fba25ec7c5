"""真的浏览器对着真的服务。没有 Chromium 就跳过，并说怎么装。"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.stack.service import Service

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.has_plugin("tests.stack.fixtures"):
        config.pluginmanager.import_plugin("tests.stack.fixtures")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """一个浏览器，一个文件的测试合用；用完就关，别处的异步测试才跑得起来。"""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.skip("没有 Chromium，跳过浏览器里的测试；请先运行 make debian，或用环境变量 CHROMIUM 指明它在哪里。")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, stack: Service) -> Iterator[Page]:
    """一个打开了首页、看得到开场白的标签页；测完时控制台里不许有错。"""
    with browser.new_context(locale="zh-CN", viewport={"width": 900, "height": 1000}) as context:
        tab, faults = context.new_page(), []
        tab.set_default_timeout(10_000)
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("console", lambda line: faults.append(line.text) if line.type in ("error", "warning") else None)
        tab.goto(stack.url)
        tab.get_by_role("log").get_by_text("12345").first.wait_for()
        yield tab
    assert faults == []


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """截图放在哪里；用环境变量 BANSHI_SCREENSHOTS 可以指定，好留下来看。"""
    kept = os.environ.get("BANSHI_SCREENSHOTS")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
