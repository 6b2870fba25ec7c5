"""核对的新旧：几个月以前是哪一天。"""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.freshness import months_before


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-11-23", 12, "2025-11-23"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2026-05-31", 6, "2025-11-30"),
    ],
)
def test_months_before(day: str, months: int, before: str) -> None:
    assert str(months_before(date.fromisoformat(day), months)) == before
