"""索引：写一代，打开就能查；切词与提问一致。"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import tantivy

from knowledge.catalogue import EntryRow
from knowledge.search.candidate import Candidate
from knowledge.search.generation import Generation, open_generation
from knowledge.search.index import FIELDS, open_index, write_entries
from knowledge.search.recognise import default_recogniser
from knowledge.text import cut

PASSPORT = EntryRow(
    entry_code="440101007000",
    names=("普通護照簽發", "办理护照"),
    aliases=("出国证件",),
    questions=("ＶＩＰ护照怎么办",),
    sides=("个人",),
    categories=("个人/出境入境",),
    conditions=("公民",),
)


def _search(directory: Path, field: str, text: str) -> int:
    index = open_index(directory)
    schema = index.schema
    terms = [(tantivy.Occur.Must, tantivy.Query.term_query(schema, field, unit)) for unit in cut(text)]
    return int(index.searcher().search(tantivy.Query.boolean_query(terms), 10).count or 0)


def test_what_is_written_is_found_by_the_same_cut(tmp_path: Path) -> None:
    write_entries([PASSPORT], tmp_path)
    texts = {"name": "普通护照签发", "alias": "出國證件", "question": "vip护照怎么办", "condition": "公民"}
    assert texts.keys() == FIELDS.keys()
    assert {field: _search(tmp_path, field, text) for field, text in texts.items()} == dict.fromkeys(texts, 1)
    assert _search(tmp_path, "name", "身份证") == 0


def test_a_candidate_is_read_back(tmp_path: Path) -> None:
    write_entries([PASSPORT], tmp_path)
    generation = open_generation("甲", tmp_path, default_recogniser())
    found = generation.searcher.search(tantivy.Query.all_query(), 10).hits
    candidate = generation.candidate(found[0][1])
    assert candidate.entry_code == PASSPORT.entry_code
    assert candidate.names == ("普通护照签发", "办理护照")
    assert candidate.questions == ("vip护照怎么办",)
    assert candidate.categories == {"个人/出境入境"}
    assert candidate is generation.candidate(found[0][1])


def test_the_next_generation_reads_again_only_what_changed(tmp_path: Path) -> None:
    other = replace(PASSPORT, entry_code="000000000002", names=("居住证申领",))
    changed = replace(other, names=("居住证换领",))
    for name, entries in {"甲": [PASSPORT, other], "乙": [PASSPORT, changed]}.items():
        (tmp_path / name).mkdir()
        write_entries(entries, tmp_path / name)
    first = open_generation("甲", tmp_path / "甲", default_recogniser())
    before = _candidates(first)
    after = _candidates(open_generation("乙", tmp_path / "乙", default_recogniser(), first))
    assert [one.names for one in after] == [("居住证换领",), ("普通护照签发", "办理护照")]
    assert after[0].name_units is not before[0].name_units
    assert after[1].name_units is before[1].name_units


def _candidates(generation: Generation) -> list[Candidate]:
    hits = generation.searcher.search(tantivy.Query.all_query(), 10).hits
    return sorted((generation.candidate(place) for _, place in hits), key=lambda one: one.entry_code)


def test_an_empty_catalogue_has_an_index_too(tmp_path: Path) -> None:
    write_entries([], tmp_path)
    assert open_generation("甲", tmp_path, default_recogniser()).searcher.num_docs == 0
