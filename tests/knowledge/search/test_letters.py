"""逐字比：单元、分数、目录里没有的字、早先写的索引。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tantivy

from knowledge.catalogue import EntryRow
from knowledge.search.finder import recalled_features
from knowledge.search.generation import Generation, open_generation
from knowledge.search.index import FIELDS, write_entries
from knowledge.search.letters import MOST, NOTHING, Spelt, letters, score, share_a_pair, spelt
from knowledge.search.rank import chances, doubted
from knowledge.search.recognise import default_recogniser

NAMES = (
    "延期M字签证",
    "延期R字签证",
    "签发外国人停留证件",
    "著作权转让合同公证指引",
    "作品著作权登记",
    "用电服务销户",
    "用电服务增容",
)


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    folder = tmp_path_factory.mktemp("index")
    write_entries([EntryRow(name, (name,), (), (), (), (), ()) for name in NAMES], folder)
    return open_generation("letters", folder, default_recogniser())


def best(generation: Generation, text: str) -> str:
    found = recalled_features(generation, text, {}, None)
    scores = chances([values for _, values in found])
    return max(zip(scores, (code for code, _ in found), strict=True))[1]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("", []),
        ("，。", []),
        ("证", ["证"]),
        ("身份证", ["身", "份", "证", "身份", "份证"]),
        ("补,领", ["补", "领"]),
        ("m签", ["m", "签", "m签"]),
        ("证证", ["证", "证", "证证"]),
    ],
)
def test_units_are_signs_and_neighbours(text: str, units: list[str]) -> None:
    assert letters(text) == units


def test_signs_the_catalogue_lacks_count_in_the_whole_only() -> None:
    read = spelt(["诗", "证", "诗证", "件"], {"诗": 0.0, "证": 0.5, "诗证": 0.0, "件": 1.5}, strange=0.2)
    assert read.units == {"证": 0.5, "件": 1.5}
    assert read.total == pytest.approx(0.5 + 1.5 + 0.2 + 0.1)


def test_a_short_remark_counts_as_a_longer_one() -> None:
    assert spelt(["证"], {"证": 0.5}, strange=2.0).total == pytest.approx(16.0)


def test_a_long_letter_keeps_its_rarest_units() -> None:
    rarity = {f"{number}": 1.0 + number for number in range(10 * MOST)}
    read = spelt(list(rarity), rarity, strange=1.0)
    assert len(read.units) == MOST
    assert min(read.units.values()) > 9 * MOST
    assert read.total == pytest.approx(sum(read.units.values()))


def test_the_best_name_counts_and_a_short_one_more() -> None:
    asked = {"证": 1.0, "件": 2.0}
    short, long = frozenset("证件"), frozenset("证件甲乙丙丁戊己庚辛")
    assert score(asked, [long, short]) == score(asked, [short]) > score(asked, [long]) > 0
    assert score(asked, []) == score({}, [short]) == 0


def test_a_single_sign_in_common_is_not_alike() -> None:
    names = [frozenset(letters("普通护照首次申请"))]
    assert not share_a_pair(Spelt(dict.fromkeys(letters("居住证申领"), 1.0), 1.0), names)
    assert share_a_pair(Spelt(dict.fromkeys(letters("护照丢了"), 1.0), 1.0), names)
    assert not share_a_pair(NOTHING, names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("外国客户拿M签证过来，快到期了想延期", "延期M字签证"),
        ("著作权转让合同想做个公证，要什么材料", "著作权转让合同公证指引"),
        ("老房子不住了，怎么把用电的户头销掉", "用电服务销户"),
    ],
)
def test_what_the_words_miss_the_signs_find(generation: Generation, text: str, name: str) -> None:
    assert best(generation, text) == name


def test_a_name_spelt_out_weighs_more_than_a_guess() -> None:
    rows = [
        {"spelt": 0.9, "characters_named": 1.0, "need_first": 0.1},
        {"spelt": 0.2, "characters_named": 0.3, "need_first": 0.8},
    ]
    vague = [row | {"spelt": row["spelt"] / 5} for row in rows]
    assert doubted(rows)[1]["need_first"] < doubted(vague)[1]["need_first"] < 0.8
    assert doubted([]) == []


def test_an_index_written_before_has_no_letters(tmp_path: Path) -> None:
    """升级之后、重建之前，旧的索引照样能问。"""
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("entry", stored=True, tokenizer_name="raw")
    for name in (*FIELDS, "side", "category"):
        schema.add_text_field(name, tokenizer_name="units")
    schema.add_bytes_field("stored", stored=True)
    written = tantivy.Index(schema.build(), path=str(tmp_path))
    written.register_tokenizer("units", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    about = {"names": ["延期M字签证"], "aliases": [], "questions": [], "sides": [], "categories": []}
    document = tantivy.Document(entry="1", name="延期 签证")
    document.add_bytes("stored", json.dumps(about).encode())
    writer = written.writer()
    writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    old = open_generation("old", tmp_path, default_recogniser())
    assert not old.rarity.spelt("延期M签证").units
    assert best(old, "延期签证") == "1"
