"""各方面在条件、步骤里的说法：没有单独的字段时，凭它从正文里挑出说到这一面的行。"""

from __future__ import annotations

import re
from typing import Final

AGENT: Final = re.compile(r"代办|代领|代理|代为|委托|监护人|本人")
AMOUNT: Final = re.compile(
    r"额度|领[^，。；]{0,6}个月|最长[^，。；]{0,4}个月|元|%|％|倍|标准|比例|计发|金额|补助|津贴|待遇|报销"
)
DEADLINE: Final = re.compile(
    r"(?:[0-9一二三四五六七八九十]+(?:个工作)?[日天]|个?月|年)(?:以)?[内前][^。；]{0,8}(?:申请|申报|办理|登记|申领|提出)"
)
DAYS: Final = re.compile(
    r"\d+(?:个?工作)?[日天]|\d+个月|个月(?:以)?内|\d+月\d+日[至到]|(?:不超过|最长|期)[^，。；]{0,6}\d+年|\d+年内"
)
MOST_DAYS: Final = 3
VALID: Final = re.compile(r"有效|长期|期满|到期")
COMPARE: Final = re.compile(r"不同|区别|分为|类型|适用|可以|应当")
REMEDY: Final = re.compile(
    r"遗失|不服|重新|异议|申诉|丢失|被盗|损坏|补领|补办|逾期|挂失|不予|退回|更正|欠|补缴|中断|过期"
)
