"""全部测试共用的夹具。"""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """开发用的真实数据所在的目录；不在仓库里，没有就跳过并说明。"""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"没有开发数据目录 {folder}，跳过要用真实数据的测试。")
    return folder
