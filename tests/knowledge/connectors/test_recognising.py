"""认自己的事：一张人编的表；另在训练数据和诉求的问法里数误认的。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from knowledge.connectors.recognising import wanted
from knowledge.text import normalise

ROOT = Path(__file__).resolve().parents[3]

HEARD = [
    ("我的办件到哪一步了", "progress", False),
    ("查进度 【办件编号】", "progress", False),
    ("查一下我的办件", "progress", False),
    ("帮我查下办件进度", "progress", False),
    ("我的护照办到哪一步了", "progress", False),
    ("查一下我那个受理号到哪了", "progress", False),
    ("进度", "progress", False),
    ("【办件编号】办好没有", "progress", False),
    ("怎么查进度", "progress", True),
    ("护照申请五天了怎么查进度", "progress", True),
    ("预约周三上午办身份证", "slots", False),
    ("周三上午预约办身份证", "slots", False),
    ("我要预约", "slots", False),
    ("帮我约个号办护照", "slots", False),
    ("想约个时间去办身份证", "slots", False),
    ("预约结婚登记", "slots", False),
    ("给我预约一个周五的号", "slots", False),
    ("网上预约结婚登记在哪个网站", "slots", True),
    ("取消预约", "cancel", False),
    ("把刚才的预约取消", "cancel", False),
    ("不去了，取消预约", "cancel", False),
    ("怎么取消预约", "cancel", True),
]

UNHEARD = [
    "要预约吗",
    "去派出所办身份证需要先预约吗",
    "预约满了",
    "预约成功了还要带什么",
    "公证处要不要提前约号",
    "约了明天的号去不了，可不可以改期",
    "俄乌打到哪了",
    "我的圆通快递到哪了，单号查不到",
    "我的投诉到哪一步了",
    "查工单 TS20261123-048213",
    "预约挂号",
    "身份证丢了怎么补",
    "违约金怎么算",
    "网约车驾驶证怎么办",
    "我爸申请低保，街道说要入户调查，邻居说还要公示，前前后后办了快三个月，" * 2 + "到哪一步了",
]


@pytest.mark.parametrize(("text", "operation", "how"), HEARD)
def test_what_people_want_done_is_heard(text: str, operation: str, how: bool) -> None:
    found = wanted(normalise(text))
    assert found is not None
    assert (found.operation, found.how) == (operation, how)


@pytest.mark.parametrize("text", UNHEARD)
def test_what_is_not_wanted_is_not_heard(text: str) -> None:
    assert wanted(normalise(text)) is None


def test_what_is_left_names_the_matter() -> None:
    found = wanted(normalise("帮我约个号办护照"))
    assert found is not None
    assert "护照" in found.rest
    assert "约" not in found.rest


def said() -> Iterator[str]:
    """训练数据里的话，和诉求的问法。"""
    for file in sorted((ROOT / "bot" / "data" / "nlu").glob("*.yml")):
        yield from re.findall(r"^    - (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    for file in sorted((ROOT / "knowledge" / "needs").glob("*.yaml")):
        for need in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield from (line.partition("|")[2].strip() for line in need["questions"].splitlines())


_ABOUT = re.compile(r"进度|进展|到哪|到什么|约")
"""真说到进度或预约的；不是这些而认成了的，是误认。"""


def test_other_questions_are_hardly_ever_taken_for_it() -> None:
    sentences = list(said())
    assert len(sentences) > 10_000
    heard = [text for text in sentences if wanted(normalise(text)) is not None]
    assert len(heard) <= 60
    assert [text for text in heard if not _ABOUT.search(text)] == []
