"""改口的话里说的是哪一面：“我问的是时间，不是材料”去掉了“不是材料”，剩下的“时间”是办理时限。

引擎听的是整句，分不清哪一半是不要的；这里只看剩下的那几个字。
"""

from __future__ import annotations

import re
from typing import Final

from knowledge.taxonomy.aspects import ASPECTS

_WORDS: Final[dict[str, re.Pattern[str]]] = {
    "overview": re.compile(r"总的(?:说|讲)|总体|概括|大概(?:说|讲)"),
    "materials": re.compile(r"材料|资料|手续|带(?:什么|啥|哪)"),
    "time_limit": re.compile(r"时间|时限|多久|多长|几天|多少天"),
    "conditions": re.compile(r"条件|资格|要求"),
    "fee": re.compile(r"费用|收费|多少钱|价钱|价格"),
    "place": re.compile(r"地点|地方|地址|去哪|哪里|哪儿|在哪"),
    "process": re.compile(r"流程|步骤|怎么办(?!证)|怎样办"),
    "online": re.compile(r"网上|线上|手机上|网址"),
    "phone": re.compile(r"电话|号码"),
    "basis": re.compile(r"依据|规定|哪条法"),
    "validity": re.compile(r"有效期"),
}


def aspects_in(text: str) -> tuple[str, ...]:
    """text 里写明的方面，照契约的次序；text 须已归一。"""
    return tuple(name for name in ASPECTS if name in _WORDS and _WORDS[name].search(text))
