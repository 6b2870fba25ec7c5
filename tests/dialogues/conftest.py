"""真服务的夹具放在插件里，别的目录的测试也能用同一套。"""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.has_plugin("tests.stack.fixtures"):
        config.pluginmanager.import_plugin("tests.stack.fixtures")
