"""索引：写一代，打开就能查；切词与提问一致。"""

from __future__ import annotations

from pathlib import Path

import tantivy

from knowledge.catalogue import EntryRow
from knowledge.search.generation import open_generation
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


def test_an_empty_catalogue_has_an_index_too(tmp_path: Path) -> None:
    write_entries([], tmp_path)
    assert open_generation("甲", tmp_path, default_recogniser()).searcher.num_docs == 0
