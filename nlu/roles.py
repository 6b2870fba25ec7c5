"""地方的角色：户口所在地还是现居地。“户口在湖南，现在广州上班”是两处；“回老家办”“在这边办”只说角色，不说地名。"""

from __future__ import annotations

import re
from typing import Final

from nlu.places import HANDLED_AT, Place, places

Roles = dict[str, str]
"""registered 户口所在地、living 现居地 → 六位代码；没说的没有。"""

REGISTERED: Final = "registered"
LIVING: Final = "living"

_CLAUSE_EDGE: Final = re.compile(r"[,。;!?: ]")
_HUKOU: Final = r"(?:户口|户籍|户(?=在)|籍贯|老家|原籍|祖籍|身份证)"
_AT: Final = r"(?:本|地址|所在地|地)?(?:[一-龥]{0,2}(?:是|在|落在|为|属于|挂在|还在|从))?"
_REGISTERED_BEFORE: Final = re.compile(rf"(?<!外地)(?<!本地)(?<!异地){_HUKOU}{_AT}$")
_REGISTERED_AFTER: Final = re.compile(rf"(?:的|农村|农业|城镇|集体|市|本地)*(?:{_HUKOU}|籍|户(?![口外型主]))")
_NATIVE_BEFORE: Final = re.compile(r"(?:^|[我们本人都])(?:是|来自)$")
_NATIVE_AFTER: Final = re.compile(r"(?:那边|农村|本地)?(?:的(?=$|[,。;!? ])|人(?![民社才员力事口大在]|$)|人(?=在|$))")
_NOT_YET: Final = re.compile(r"(?:不是|没有|无|落|落户|转|转成|迁|迁入|入|拿|想要|变成|改成|换成|有)$")
_OUTSIDER: Final = re.compile(r"非$|(?:外地|异地)(?:户口|户籍|人|来的?)?(?:,|人)?在$|居住证(?:是|在)?$")
_DOES: Final = (
    r"(?:工作|上班|打工|务工|住(?!院)|居住|生活|上学|读|念书|定居|租房|买了?房|做生意|经商|就业|创业|参保|(?:交|缴)(?:纳)?(?:的|了|着)?社保|"
    r"待了|呆了|干了|漂|带孩子|带孙|养老(?!保险))"
)
_LIVING_BEFORE: Final = re.compile(
    rf"(?:现在?|目前|如今|长期|常年|一直|人)(?:都|还|就|又)?在?$|{_DOES}(?:在|于)$|"
    r"(?:暂住|现住|现居|居住|常住|工作|打工|务工)(?:所在)?地?(?:是|在)?$|(?:社保|医保|单位|学校)(?:地|交|缴)?在$"
)
_HERE_BEFORE: Final = re.compile(r"(?:我|我们|本人|咱们?)(?:人|就|还|都|一直)*在$")
_HERE_AFTER: Final = re.compile(r"(?:这边|那边|这里|呢)?$")
_LIVING_AFTER: Final = re.compile(rf"(?:这边|那边|市区|这儿|那里|城里)?(?:{_DOES}|居住证)")
_LIVING_LATER: Final = re.compile(rf"[^在到去回]{{0,8}}?{_DOES}")

_DO: Final = r"(?:办|补|申[请领报]|领|换|开证明|登记|交|弄|报|查|转|落户|年检|审车|考)"
_HOME: Final = r"(?:自己)?(?:老家|户籍(?:所在)?地|户口(?:所在地|地|那边)|原籍|家乡)(?:那边|那里|去)?"
_HERE: Final = (
    r"(?:这边|这里|这儿|本地|当地|现居地|居住地|现住地|住的地方|工作地|打工的?地方?|常住地|暂住地|外地|异地|就地)"
)
_AT_HOME: Final = re.compile(
    rf"(?:回|到|去|在|返){_HOME}[^,。;!?]{{0,8}}?(?:{_DO}|呢)|^(?:那)?(?:回|换成|要是)?{_HOME}(?:的|呢|[?])*$|{_HOME}{_DO}"
)
_AT_HERE: Final = re.compile(
    rf"(?:在|到|去){_HERE}[^,。;!?]{{0,10}}?(?:{_DO}|呢)|^(?:那)?(?:在|换成)?{_HERE}(?:的|呢|[?])*$|(?:{_HERE}|就地)(?:能|可以|能不能|直接)*{_DO}"
)
_NOT_HOME: Final = re.compile(
    r"不(?:想|用|能|必|需要?|方便|愿意?)?(?:专门)?(?:再)?(?:跑)?(?:回|到|去)|没(?:空|时间|法|办法)回|回不[去了]|(?:必须|一定|非得|非要|只能|(?<!要不)(?<!算了)还是|是不是|要不要|用不用|是否|需要)[^,。;!?]{0,4}(?:回|去|到)|"
    r"(?:要|得)(?:专门)?(?:跑)?(?:回|到|去)[^,。;!?]*(?:吗|么|\?)"
)
_IS_HANDLED: Final = re.compile(rf"(?:这边|那边|市区)?(?:的?派出所|的?车管所|的?窗口)?[^,。;!?]{{0,8}}?{_DO}")
_MOVES_TO: Final = re.compile(r"(?:转到|转回|转往|转入|迁到|迁回|迁往|迁入|落户到?|调到|接到|过户到)$")


def region_roles(text: str) -> Roles:
    """说了哪儿是户口所在地、哪儿是现居地；各取说得最明白的第一处，同名未定的不取。text 须已归一。"""
    found = places(text)
    roles: Roles = {}
    for role, judges in _JUDGES.items():
        sure = [one.codes[0] for judge in judges for one in found if len(one.codes) == 1 and judge(text, one)]
        sure = [code for code in sure if code != roles.get(REGISTERED)]
        if sure:
            roles[role] = sure[0]
    return roles


def asked_role(text: str) -> str | None:
    """问的是在哪个角色的地方办：“回老家办呢”registered，“能在这边办吗”living；“非要回老家吗”不算。text 须已归一。"""
    home, here = bool(_AT_HOME.search(text)), bool(_AT_HERE.search(text))
    if home and here and "还是" in text:
        return None
    home = home and not _NOT_HOME.search(text)
    return None if home is here else REGISTERED if home else LIVING


def handled_in(text: str) -> tuple[str | None, tuple[str, ...]]:
    """(办事的区划代码或 None, 同名时的几个候选)。

    明说在哪儿办、转到哪儿的，就是那里；说了“回老家办”“在这边办”的，取那个角色的地方；此外不取户口所在地，除非只说了它。
    """
    found = places(text)
    roles, role = region_roles(text), asked_role(text)
    plain = [one for one in found if _is_handled_at(text, one)]
    if not plain and role is not None:
        code = roles.get(role)
        others = [one for one in found if one.codes != (roles.get(LIVING if role == REGISTERED else REGISTERED),)]
        if code or not others:
            return code, ()
        found = tuple(others)
    chosen = plain or [one for one in found if one.codes != (roles.get(REGISTERED),)] or list(found)
    chosen = [one for one in chosen if HANDLED_AT.search(text[: one.start])] or chosen
    if not chosen:
        return None, ()
    codes = chosen[-1].codes
    return (codes[0], ()) if len(codes) == 1 else (None, codes)


def _is_handled_at(text: str, place: Place) -> bool:
    before, after = _around(text, place)
    if _MOVES_TO.search(before):
        return True
    plainly = re.search(r"(?:在|到|去|回)$", before) and _IS_HANDLED.match(after)
    return bool(plainly) and not _LIVING_AFTER.match(after) and not _NOT_HOME.search(before[-6:] + text[place.start :])


def _around(text: str, place: Place) -> tuple[str, str]:
    """同一个分句里，地名前后的字。"""
    before = _CLAUSE_EDGE.split(text[: place.start])[-1]
    return before, _CLAUSE_EDGE.split(text[place.end :])[0]


def _has_hukou(text: str, place: Place) -> bool:
    before, after = _around(text, place)
    if _NOT_YET.search(before) or _OUTSIDER.search(before):
        return False
    own = _REGISTERED_BEFORE.search(before)
    # “深圳户口在惠州”：户口是前一处的
    of_another = own and any(one.end == place.start - len(own[0]) for one in places(text))
    only_there = before.endswith("在") and after.startswith("身份证")  # “在广州身份证到期了”说的是人在那里
    return bool((own and not of_another) or (_REGISTERED_AFTER.match(after) and not only_there))


def _is_native(text: str, place: Place) -> bool:
    before, after = _around(text, place)
    if _NOT_YET.search(before) or _OUTSIDER.search(before):
        return False
    return bool(
        re.match(r"人(?![民社才员力事口大])", after) or (_NATIVE_BEFORE.search(before) and _NATIVE_AFTER.match(after))
    )


def _lives(text: str, place: Place) -> bool:
    before, after = _around(text, place)
    if _OUTSIDER.search(before) or _LIVING_BEFORE.search(before) or _LIVING_AFTER.match(after):
        return True
    if _HERE_BEFORE.search(before) and _HERE_AFTER.match(after):
        return True
    if re.search(r"(?:户口|户籍)(?:是|在)$", before):
        return any(place.start - one.end == 3 for one in places(text))
    return before.endswith(("在", "来")) and bool(_LIVING_LATER.match(after))


_JUDGES: Final = {REGISTERED: (_has_hukou, _is_native), LIVING: (_lives,)}
