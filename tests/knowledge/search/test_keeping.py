"""存认诉求器：装入的与新建的一样；存不下也照用。"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.search import keeping
from knowledge.search.keeping import kept_recogniser
from knowledge.search.recognise import default_recogniser

TEXT = "换工作了以前交的养老保险怎么转"


@pytest.fixture(autouse=True)
def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_HELD", {})


def test_what_is_loaded_equals_what_was_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = kept_recogniser(tmp_path)
    monkeypatch.setattr(keeping, "_HELD", {})
    loaded = kept_recogniser(tmp_path)
    assert loaded is not built
    assert np.allclose(loaded.similar(TEXT), built.similar(TEXT))
    assert loaded.recognise(TEXT)[0][0] == built.recognise(TEXT)[0][0]


def test_only_the_newest_is_kept(tmp_path: Path) -> None:
    (tmp_path / "needs-old.npz").write_bytes(b"")
    kept_recogniser(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert kept_recogniser(blocked).recognise(TEXT)[0][0] == default_recogniser().recognise(TEXT)[0][0]
