"""文本：归一、可读与切词。"""

from __future__ import annotations

import re

import pytest

from knowledge.text import Cutter, clean, cut, default_cutter, is_readable, normalise, use_cutter
from knowledge.text.cutting import jieba, terms

# 繁简对照取自《通用规范汉字表》附件 1；全角与兼容字符的折叠依 Unicode 附件 15（NFKC）。
NORMAL = [
    ("ＡＢＣ１２３", "abc123"),
    ("身分證補辦", "身分证补办"),
    ("戶口遷移、護照簽發", "户口迁移、护照签发"),
    ("（办证）？！", "(办证)?!"),
    ("　身份证　 丢了\t怎么\n补 ", "身份证 丢了 怎么 补"),
    ("一行\r\n两行", "一行 两行"),
    ("身\u200b份\u200d证\ufeff", "身份证"),
    ("身\u00ad份\u2060证", "身份证"),
    ("\u202e身份证\u202c", "身份证"),
    ("\u2067身份证\u2069", "身份证"),
    ("葛\U000e0100仙\ufe0e", "葛仙"),
    ("身\x00份\x07证\x7f", "身份证"),
    ("𠮷先生住㙍上村", "𠮷先生住㙍上村"),
    ("Wi-Fi", "wi-fi"),
    ("", ""),
    ("\u200b \t", ""),
]


@pytest.mark.parametrize(("given", "expected"), NORMAL)
def test_text_is_normalised(given: str, expected: str) -> None:
    assert normalise(given) == expected


@pytest.mark.parametrize(("given", "_"), NORMAL)
def test_normalising_again_changes_nothing(given: str, _: str) -> None:
    assert normalise(normalise(given)) == normalise(given)


def test_cleaning_keeps_the_shape_of_characters() -> None:
    assert clean(" 身分證\u200b　ＡＢ\n1 ") == "身分證 ＡＢ 1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("身份证", True),
        ("a", True),
        ("7", True),
        ("𠮷", True),
        ("？证！", True),
        ("", False),
        ("　", False),
        ("？！…", False),
        ("😀👍", False),
        ("___", False),
        ("\u200b\u200b", False),
    ],
)
def test_text_without_a_letter_or_character_is_unreadable(text: str, expected: bool) -> None:
    assert is_readable(text) is expected


def test_own_words_stay_out_of_the_shared_dictionary() -> None:
    import jieba  # knowledge.text 先导入它，收住它的警告

    word = "粤居码测试证"
    cutter = Cutter([word])
    assert cutter.words(f"怎么办{word}") == ["怎么办", word]
    assert jieba.get_FREQ(word) is None
    assert word not in Cutter().words(word)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("居民身份證補領", "居民身份证补领"),
        ("ＡＢ证", "ab证"),
        ("（往来港澳通行证）签注", "往来港澳通行证 签注"),
        ("居住证\u200b签注", "居住证签注"),
    ],
)
def test_writing_and_asking_cut_alike(written: str, asked: str) -> None:
    assert cut(written) == cut(asked)


@pytest.mark.parametrize("text", ["税", "补 证", "㙍", "𠮷"])
def test_words_of_one_character_are_kept(text: str) -> None:
    assert [unit for unit in cut(text) if not unit.startswith("#")] == text.split()


@pytest.mark.parametrize(("text", "kept"), [("a 证", ["证"]), ("c1", ["c1"]), ("3 年", ["3", "年"]), ("？！", [])])
def test_a_lone_latin_letter_is_no_unit(text: str, kept: list[str]) -> None:
    assert cut(text) == kept


def test_a_unit_holds_no_blank() -> None:
    units = cut("身份证 丢了，怎么补办？ WIFI 2026年")
    assert units
    assert not [unit for unit in units if unit.split() != [unit]]


def test_every_pair_of_neighbouring_characters_is_a_unit() -> None:
    assert {"#补办", "#办护", "#护照"} <= set(cut("补办护照"))


def test_pieces_and_spans_cover_the_text() -> None:
    text = "身份证 丢了，怎么补？"
    assert "".join(default_cutter().pieces(text)) == text
    assert all(text[start:end] == word for word, start, end in default_cutter().spans(text))
    assert "".join(word for word, _, _ in default_cutter().spans(text)) == text.replace(" ", "")


def test_a_process_can_choose_its_cutter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.text.cutting._CHOSEN", [])
    assert "灵山秀水证" not in default_cutter().words("补办灵山秀水证")
    chosen = use_cutter(Cutter(["灵山秀水证"]))
    assert default_cutter() is chosen
    assert "灵山秀水证" in default_cutter().words("补办灵山秀水证")


@pytest.mark.parametrize(
    "text",
    [
        "居民身份证丢了怎么补办,要带什么材料",
        "城乡居民基本养老保险参保登记3.5万元iphone15 app登录不了!",
        "c1驾照2026-11-24到期 换证多少钱?100%退吗",
        "，。",
        "",
    ],
)
def test_cutting_by_blocks_is_what_jieba_cuts(text: str) -> None:
    plain = jieba.Tokenizer()
    for word in terms():
        plain.add_word(word, 20_000)
    cutter = Cutter()
    assert cutter.pieces(text) == plain.lcut(text)
    searched = [word for run in re.findall(r"[0-9a-z]+|[\u3400-\u9fff]+", text) for word in plain.lcut_for_search(run)]
    units = [unit for unit in cutter.cut(text) if not unit.startswith("#")]
    assert units == [word for word in searched if word in set(units)]
    assert [word for word in searched if len(word) > 2] == [unit for unit in units if len(unit) > 2]
