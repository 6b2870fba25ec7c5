"""咨询方面：一句话问的是事项的哪一面；一句话可以问几面。"""

from __future__ import annotations

from typing import Final

ASPECTS: Final[dict[str, str]] = {
    "overview": "总览",
    "materials": "材料",
    "time_limit": "时限",
    "conditions": "条件",
    "fee": "费用",
    "place": "地点",
    "process": "流程",
    "online": "网办",
    "phone": "电话",
    "office_hours": "办公时间",
    "basis": "依据",
    "progress": "进度",
    "appointment": "预约",
    "agent": "代办",
    "amount": "金额待遇",
    "validity": "有效期",
    "record": "查询本人记录",
    "comparison": "区别比较",
    "remedy": "出了问题怎么办",
    "complaint": "投诉",
}
"""标识 → 中文名，按固定次序；答复里多个方面也按这个次序出现。"""
