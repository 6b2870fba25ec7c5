"""真服务的夹具：整个测试过程只起一套，端到端和浏览器的测试合用。"""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.stack.service import Service, is_alive
from tests.stack.visitor import Conversation, Visitor


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """一套运行着的真服务；全部测完后按 Ctrl-C 停止，一个进程也不许留下。"""
    service = Service(tmp_path_factory.mktemp("stack") / "home")
    service.furnish()
    service.start()
    try:
        service.wait_ready()
        with httpx.Client(base_url=service.url, timeout=10.0, trust_env=False) as client:
            Visitor(client).begin().say("预热")
        yield service
    finally:
        groups, code = service.groups(), service.stop()
    assert code == 0, service.tails()
    assert [group for group in groups if is_alive(group)] == []


@pytest.fixture
def client(stack: Service) -> Iterator[httpx.Client]:
    """访问这套服务的 HTTP 客户端。"""
    with httpx.Client(base_url=stack.url, timeout=10.0, trust_env=False) as opened:
        yield opened


@pytest.fixture
def visitor(client: httpx.Client) -> Visitor:
    """一个来客。"""
    return Visitor(client)


@pytest.fixture
def talk(visitor: Visitor) -> Conversation:
    """一次刚开始的对话，没有选地方。"""
    return visitor.begin()
