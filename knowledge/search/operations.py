"""办理动作：一句话或一个事项名称要办的是哪一种。补领不是换领，设立不是变更，这是检索最常分不清的。"""

from __future__ import annotations

import re
from typing import Final

_PAPERS: Final = r"(?:证(?!明)|户口本|户口簿|执照|驾照|护照|牌照|车牌|社保卡|医保卡)"
_ONE: Final = r"(?:个|一[张本个])?"
_PATTERNS: Final[dict[str, str]] = {
    "补领": rf"补[领办发证卡换]|补{_ONE}[^\s,。了充缴交贴]{{0,6}}?{_PAPERS}|"
    r"(?:咋|怎么)补(?![缴交])|遗失|丢|不见了|弄没|找不[到着]|被[偷盗]|挂失|掉了|重办",
    "换领": rf"换领|换发|换证|换新|换本|换{_ONE}[^\s,。了工房单城公岗]{{0,5}}?{_PAPERS}|"
    r"到期|过期|期满|快到期|损坏|破损|更换|续签",
    "首次": r"首次|初次|第一次|新办|首领|初领|没办过",
    "变更": r"变更|更改|修改|更正|更名|改名|改姓|改成|增加经营|换法人|改地址",
    "注销": r"注销|销户|撤销登记|关门|不干了|终止经营",
    "转移": r"转移|转[接出入到回往让走]|过户|接续|转过[来去]|(?:怎么|如何|咋|要|想|能)转(?![账钱正])",
    "迁移": r"迁移|迁入|迁出|迁户|迁到|迁往|落户|入户|调户口|转户口|投靠|户口迁",
    "查询": r"查询|查一下|怎么查|哪里查|查到|在哪查|查自己|查看",
    "补缴": r"补缴|补交|断缴|断交|欠费|欠缴|漏缴",
    "缴费": r"缴费|缴纳|交费|怎么交|自己交|个人交|缴存",
    "提取": r"提取|支取|取出|取钱|取公积金|取现",
    "退费": r"退保|退费|退款|退税|清退|退钱|一次性支取",
    "延续": r"延续|续期|延期|续展|延长",
    "设立": r"设立|成立|开办|注册公司|开公司|办公司|新建|开个|开一家|想开|筹设",
    "检验": r"检验|年检|年审|审验|年度报告|年报|验车",
    "认定": r"认定|鉴定|评定|核定|审定",
    "报销": r"报销|结算|医疗费",
    "参保": r"参保|入保|买社保|上社保|投保|增员",
    "停保": r"停保|减员|停交|停缴",
    "终止": r"终止|停发|停掉|(?:怎么|如何|咋|怎样)停|暂停(?!了|后)",
    "恢复": r"恢复|续发|重新发|接着发|停了|暂停[了后]",
    "备案": r"备案",
    "贷款": r"贷款",
    "抵押": r"抵押",
    "出生": r"出生|新生儿|上户口|报户口",
    "死亡": r"死亡|去世|过世|丧葬|亡故",
    "结婚": r"结婚(?!证)|领证|扯证|复婚|再婚|[办领扯打][^补丢]{0,2}结婚证",
    "离婚": r"离婚(?!证)|[办领扯打][^补丢]{0,2}离婚证",
    "预约": r"预约",
    "年老": r"退休|养老金|养老待遇",
}
_COMPILED: Final = {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}

CLASHING: Final = (
    frozenset(("补领", "换领", "首次", "注销", "变更", "转移", "查询", "设立")),
    frozenset(("补缴", "退费", "查询", "转移", "停保", "参保")),
    frozenset(("结婚", "离婚")),
    frozenset(("终止", "恢复")),
    frozenset(("出生", "死亡", "迁移")),
    frozenset(("提取", "贷款", "转移", "查询")),
)
"""同一组里的动作互相排斥：问的是一个，名称说的是另一个，就多半不对。"""


def operations(text: str) -> frozenset[str]:
    """文本里的办理动作，可以几个；text 须已归一。"""
    return frozenset(name for name, pattern in _COMPILED.items() if pattern.search(text))


CORE: Final = frozenset(
    ("补领", "换领", "首次", "注销", "变更", "转移", "迁移", "查询", "补缴", "退费", "延续", "停保", "预约")
)
"""说明办的是哪一步的动作：名称里有而没问的，多半是另一件事。"""


NOT_UNASKED: Final = frozenset(("补领", "换领", "注销", "变更", "转移", "退费", "延续", "停保", "补缴"))
"""以前办过才有的动作：没有问到，就不能当作问的就是它。“营业执照怎么办”不是问遗失补领。"""


def assumes(asked: frozenset[str], named: frozenset[str]) -> bool:
    """名称是以前办过才有的动作，而问的里一样也没有。"""
    later = named & NOT_UNASKED
    return bool(later) and not later & asked


_BARE_PAPER: Final = re.compile(rf"(?:[^,。]*,)?(?:我[要说问指]?的?是)?[^,。是办考领]{{0,8}}{_PAPERS}")
"""只说了一样证件；前面可以有“不是，我说的是”。"""


def only_a_paper(said: str, asked: frozenset[str]) -> bool:
    """只说了一样证件，没说要拿它怎么办：头一次领的、以前办过的，都说得通。said 须已归一。"""
    return not asked and bool(_BARE_PAPER.fullmatch(said.strip()))


def agreement(asked: frozenset[str], named: frozenset[str]) -> float:
    """问的动作与名称的动作合不合：1 相同，-1 互斥，0 看不出。"""
    if asked & named:
        return 1.0
    clash = any(asked & group and named & group for group in CLASHING)
    return -1.0 if clash else 0.0
