"""清洗文字：真实来源里见过的写法。"""

import pytest

from knowledge.importing.cleaning import clean, one_line


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("  护照\u3000 签发 ", "护照 签发"),
        ("身份证&nbsp;原件", "身份证 原件"),
        ("身份证&amp;nbsp;原件", "身份证 原件"),
        ("A&amp;B", "A&B"),
        ("<p>一、条件</p><p>二、材料</p>", "一、条件\n二、材料"),
        ("一<br/>二<BR>三", "一\n二\n三"),
        ('<span style="font: 宋体">申请</span>表', "申请表"),
        ("<style>p{}</style>正文<!-- 注 --><script>x()</script>", "正文"),
        ("一\r\n\r\n 二 \n", "一\n二"),
        ("看不见\u200b的\ufeff字\x07", "看不见的字"),
        # 书名号，不是标签。
        ("《广东省实施<中华人民共和国海洋环境保护法>办法》", "《广东省实施<中华人民共和国海洋环境保护法>办法》"),
        ("&lt;工伤医疗费用申报&gt;业务", "<工伤医疗费用申报>业务"),
        ("年龄<60岁且>18岁", "年龄<60岁且>18岁"),
        ("", ""),
        ("<p>&nbsp;</p>", ""),
    ],
)
def test_clean(given: str, cleaned: str) -> None:
    assert clean(given) == cleaned


def test_one_line() -> None:
    assert one_line("<p>甲</p>\n<p>乙</p>") == "甲 乙"
