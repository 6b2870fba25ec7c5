"""spaCy 的规则流水线：空白中文模型、自有的 jieba 切词器，认出区划、日期、证件、人群。没有统计模型，不下载任何东西。"""

from __future__ import annotations

import re
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from knowledge.text import Cutter
from nlu.places import places

DOCUMENTS: Final[dict[str, str]] = {
    "身份证": "居民身份证",
    "居民身份证": "居民身份证",
    "临时身份证": "临时居民身份证",
    "户口本": "居民户口簿",
    "户口簿": "居民户口簿",
    "居住证": "居住证",
    "暂住证": "居住证",
    "护照": "普通护照",
    "港澳通行证": "往来港澳通行证",
    "往来港澳通行证": "往来港澳通行证",
    "台湾通行证": "往来台湾通行证",
    "结婚证": "结婚证",
    "离婚证": "离婚证",
    "出生证": "出生医学证明",
    "出生证明": "出生医学证明",
    "出生医学证明": "出生医学证明",
    "准生证": "生育登记证明",
    "驾驶证": "机动车驾驶证",
    "驾照": "机动车驾驶证",
    "行驶证": "机动车行驶证",
    "社保卡": "社会保障卡",
    "医保卡": "社会保障卡",
    "社会保障卡": "社会保障卡",
    "营业执照": "营业执照",
    "房产证": "不动产权证书",
    "不动产权证": "不动产权证书",
    "残疾证": "残疾人证",
    "残疾人证": "残疾人证",
    "老年证": "老年人优待证",
    "优待证": "退役军人优待证",
    "毕业证": "毕业证书",
    "教师资格证": "教师资格证书",
    "就业创业证": "就业创业证",
    "失业证": "就业创业证",
    "健康证": "健康证明",
}
POPULATIONS: Final[dict[str, str]] = {
    **dict.fromkeys(("老人", "老年人", "老年", "高龄", "爷爷", "奶奶", "外公", "外婆", "姥姥", "姥爷"), "老年人"),
    **dict.fromkeys(("残疾", "残疾人"), "残疾人"),
    **dict.fromkeys(("退伍", "退役", "转业", "退伍军人", "退役军人", "复员"), "退役军人"),
    **dict.fromkeys(
        ("孩子", "小孩", "宝宝", "婴儿", "新生儿", "儿子", "女儿", "未成年", "未成年人", "小朋友"), "未成年人"
    ),
    **dict.fromkeys(("孕妇", "怀孕", "孕期", "产妇", "生孩子", "坐月子"), "孕产妇"),
    **dict.fromkeys(("应届", "应届生", "毕业生", "大学生", "刚毕业"), "高校毕业生"),
    **dict.fromkeys(("农民", "农村户口", "村民", "农业户口"), "农民"),
    **dict.fromkeys(("外国人", "老外", "外籍"), "外国人"),
    **dict.fromkeys(("失业", "下岗", "无业", "没工作"), "失业人员"),
    **dict.fromkeys(("低保", "低保户", "困难户"), "低收入家庭"),
    **dict.fromkeys(("灵活就业", "自由职业"), "灵活就业人员"),
}
_DATE = re.compile(
    r"(?:\d{4}|\d{2})年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|\d{1,2}月(?:\d{1,2}[日号])?|"
    r"(?:今天|明天|后天|昨天|前天|今年|明年|去年|上个?月|下个?月|本月|这个?月|上周|下周|月底|年底)"
)


@Language.component("banshi_places")
def _mark_places(doc: Doc) -> Doc:
    for place in places(doc.text):
        _mark(doc, place.start, place.end, "region", "|".join(place.codes))
    return doc


@Language.component("banshi_dates")
def _mark_dates(doc: Doc) -> Doc:
    for match in _DATE.finditer(doc.text):
        _mark(doc, match.start(), match.end(), "date", match[0])
    return doc


def _mark(doc: Doc, start: int, end: int, label: str, value: str) -> None:
    span = doc.char_span(start, end, label=label, kb_id=value, alignment_mode="expand")
    if span is not None:
        doc.user_data[label, span.start] = (start, end)  # 切词可能把后一个字并进来（“3日领”），字位以认出的为准
        doc.set_ents(filter_spans([*doc.ents, span]))


class _RuleTokenizer:
    """把自有切词器装成 spaCy 的中文切词器要的样子。"""

    def __init__(self, cutter: Cutter) -> None:
        self._cutter = cutter

    def cut(self, text: str, cut_all: bool = False) -> list[str]:
        return self._cutter.pieces(text)


def build_language(cutter: Cutter) -> Any:
    """建流水线；返回 spaCy 的 Language。文本须已归一。"""
    language = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    language.tokenizer.jieba_seg = _RuleTokenizer(cutter)
    ruler = language.add_pipe("entity_ruler", config={"phrase_matcher_attr": "ORTH"})
    ruler.add_patterns(
        [{"label": "document", "pattern": said, "id": official} for said, official in DOCUMENTS.items()]
        + [{"label": "population", "pattern": said, "id": name} for said, name in POPULATIONS.items()]
    )
    language.add_pipe("banshi_places")
    language.add_pipe("banshi_dates")
    return language


def entities(doc: Doc) -> list[dict[str, Any]]:
    """实体表：{"entity","value","start","end"}；区划的 value 是代码，同名时以“|”相连。"""
    return [_entity(span) for span in doc.ents]


def _entity(span: Span) -> dict[str, Any]:
    value = span.kb_id_ or span.ent_id_ or span.text
    start, end = span.doc.user_data.get((span.label_, span.start), (span.start_char, span.end_char))
    return {"entity": span.label_, "value": value, "start": start, "end": end}
