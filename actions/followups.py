"""追问的判断：一句话是不是只在问眼前的事项，没有提别的。

没提别的才接着眼前的事项答；提了别的（“狂犬疫苗要多少钱”）而目录里没有，就说没有，不拿眼前的事项充数。
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from knowledge.model import Item
from knowledge.search.lexicon import expand
from knowledge.search.operations import operations
from knowledge.taxonomy.regions import surfaces
from knowledge.text import default_cutter, normalise
from knowledge.text.spelling import correct

_FILE: Final = Path(__file__).with_name("generic_words.txt")
_PLACE_BY_ROLE: Final = re.compile(
    r"回?(?:老家|家乡|原籍|户籍(?:所在)?地|户口(?:所在)?地)|(?:现居|居住|常住|暂住|现住|工作)(?:所在)?地|打工的?地方|就地"
)
"""只说角色的地方，和地名一样不指明事项。"""
_OWN_WORD: Final = re.compile(r"[\u3400-\u9fff]{2,}")


class Mention(Enum):
    """一句话提到了什么：什么也没指明；只说了眼前的事项名称里的词；说了它里面的东西；别的。"""

    NOTHING = "什么也没指明"
    NAMED = "眼前的事项的名称"
    THIS = "眼前的事项"
    OTHER = "别的"


def mention(said: str, item: Item) -> Mention:
    """看每个两字以上的词。

    都是泛泛的，是 NOTHING；其余的名称里都有、办理动作也说对了，是 NAMED；内容里都有，是 THIS；不然是 OTHER。
    """
    name = normalise(item.name)
    text, _ = correct(normalise(said))
    called = normalise(" ".join(filter(None, (item.name, item.short_name, *item.aliases))))
    words = [word for word in telling(text) if not _only_operates(word, name, called)]
    if not words:
        return Mention.NOTHING
    if all(word in name for word in words) and operations(text) & operations(name):
        return Mention.NAMED
    content = normalise(item.model_dump_json())
    return Mention.THIS if all(_written(word, content) for word in words) else Mention.OTHER


def _written(word: str, content: str) -> bool:
    """content 里写着这个词，或者它的官方用语（牌照、号牌）。"""
    return word in content or any(official in content for official in expand(word))


def telling(text: str) -> list[str]:
    """指明了什么的词：两字以上，不是泛泛的，也不是地名。text 须已归一。"""
    plain = _PLACE_BY_ROLE.sub(" ", text)
    words = (word for word in default_cutter().words(plain) if _OWN_WORD.fullmatch(word))
    return [word for word in words if not (word in _generic() or word in surfaces() or _is_plain(word))]


def _only_operates(word: str, name: str, called: str) -> bool:
    """“补卡”“过户”这样的词：说的办理动作正是眼前的事项的，没有说别的。called 是它的各个叫法。"""
    step = operations(word)
    if len(word) <= _VERB and word in called and step and step <= operations(name):
        return True
    named = any(char in name for char in word if char in _VERBS)
    return named and bool(_PLAIN.fullmatch(word)) and bool(operations(word) & operations(name))


def _is_plain(word: str) -> bool:
    """几个虚词、泛泛的单字连成的；说了办理动作的（换证、领证）不算。"""
    return bool(_PLAIN.fullmatch(word)) and not operations(word)


@cache
def _generic() -> frozenset[str]:
    """追问里常见、自己不指明任何事项的词。"""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


_VERBS: Final = "补换领转改签"
_VERB: Final = 2
"""不超过这么多个字、说了办理动作的词，只是在说动作。"""
_PLAIN: Final = re.compile(
    r"(?:要|需|需要|想|应该|该|得|能|能不能|可不可以|可否|是|是不是|有|有没有|没|没有|怎么|怎样|怎么样|如何|什么|什么样|啥|咋|为什么|为啥|"
    r"哪|谁|几|那|这|多|多少|多久|多长时间|吗|呢|吧|啊|呀|的话|这个|那个|它|他|她|我|我们|你们|您|你|他们|都|还|也|就|才|又|在|去|到|给|把|让|用|"
    r"做|拿|领|齐|下来|批|学|排|管|贷|算|退|考|审|存|缴|补|取|送|寄|收|查|找|等|填|签|改|换|转|报|忘|丢|好|够|完|会|先|再|叫|内|证|卡|天|月|年|个|[一两二三四五六七八九十几每0-9]+(?:本|张|份|次|趟|家|套|岁)?|"
    r"办|办理|申请|处理|一下|时候|钱|人|事|里|上|下|不|不用|不要|不能|要不要|用不用|行不行|会不会|带|拿|交)+"
)
"""几个虚词、泛泛的单字和数量连成的词，切词器有时不拆开：收钱、一本、转好、哪补。"""
