"""区划简称的规则：从官方全称去掉行政后缀与民族名，但绝不剩下一个字。

只在生成 regions.tsv 时与测试中使用；运行时读现成的简称。
"""

from __future__ import annotations

import re

# 五十六个民族中见于自治地方名称的；有些在新疆的名称里不带“族”字。
_WITH_ZU = (
    "朝鲜|土家|苗|藏|羌|彝|布依|侗|哈尼|壮|傣|白|景颇|傈僳|回|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|满|畲|瑶|水|毛南|仫佬|"
    "仡佬|黎|拉祜|佤|布朗|纳西|普米|独龙|怒|裕固|保安|东乡|撒拉|土|达斡尔|鄂温克|鄂伦春|各"
)
_WITHOUT_ZU = "蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|维吾尔"
_PEOPLE = re.compile(f"(?:(?:{_WITH_ZU})族|{_WITHOUT_ZU})$")

# 后缀 → 去掉之后至少要剩的字数。“万柏林区”不是林区，“清新区”不是新区，靠字数分开。
_SUFFIXES = {
    "特别行政区": 2,
    "自治区": 2,
    "自治州": 2,
    "自治县": 2,
    "自治旗": 2,
    "联合旗": 2,
    "地区": 2,
    "矿区": 2,
    "新区": 2,
    "特区": 2,
    "林区": 3,
    "盟": 2,
    "省": 2,
    "市": 2,
    "县": 2,
    "区": 2,
    "旗": 2,
}
# 前旗、后旗、左旗、右旗、中旗是成对的名字，去了“旗”就没人认得。
_PAIRED_BANNER = re.compile(r"[前后左右中]旗$")


def short_name(name: str) -> str:
    """官方全称 → 简称：“恩施土家族苗族自治州”→“恩施”，“城区”“矿区”原样。"""
    if _PAIRED_BANNER.search(name):
        return name
    for suffix, least in _SUFFIXES.items():
        stem = name.removesuffix(suffix)
        if stem != name and len(stem) >= least:
            return _without_people(stem) if suffix.startswith("自治") or stem.endswith("族") else stem
    return name


def _without_people(stem: str) -> str:
    while (match := _PEOPLE.search(stem)) and match.start() >= 2:
        stem = stem[: match.start()]
    return stem.removesuffix("族") if len(stem) > 2 else stem


def rule_aliases(name: str) -> list[str]:
    """按规则得来的俗称：自治州说成“恩施州”，自治县说成“长阳县”，自治旗说成“莫力达瓦旗”。"""
    for suffix, plain in (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")):
        if name.endswith(suffix):
            return [short_name(name) + plain]
    return []
