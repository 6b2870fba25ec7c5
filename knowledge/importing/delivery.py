"""一次交付：几个文件里的全部行，读一行校验一行，重复的编码退回。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, KeysView, Sequence
from pathlib import Path

from knowledge.importing.joining import Join
from knowledge.importing.judging import Joined, Judge, Verdict
from knowledge.importing.layout import Layout
from knowledge.importing.native import Accepted, Origin
from knowledge.importing.readers import check_native, rows_of
from knowledge.importing.report import ImportFailed, ImportReport, Reject, RejectReport
from knowledge.importing.rows import Row
from knowledge.importing.writing import Counts


class Delivery:
    """`accepted()` 走一遍之后，`read`、`codes` 与报告才是全的。"""

    def __init__(self, files: Sequence[Path], origin: Origin) -> None:
        self.read = 0
        self._origin = origin
        if origin.mapping is None:
            for file in files:
                check_native(file)
        self._join = Join(origin.mapping, files)
        self._files = self._join.main
        self._rejects = RejectReport()
        self._notes: Counter[str] = Counter()
        # 编码 → 它第一次出现的（文件序号，行号）压成一个整数：一百多万行也放得下。
        self._seen: dict[str, int] = {}

    @property
    def codes(self) -> KeysView[str]:
        """可用的编码。"""
        return self._seen.keys()

    @property
    def size(self) -> int:
        """全部文件的字节数。"""
        return sum(file.stat().st_size for file in self._files)

    def accepted(self, judge: Judge) -> Iterator[Accepted]:
        """可以入库的事项，按读到的次序；`judge` 校验各行。

        Raises:
            ImportFailed: 有文件不能用，或一行都没有。
        """
        with self._join:
            for number, file in enumerate(self._files):
                before = self.read
                for row, verdict in judge(self._joined(file), self._notes):
                    self.read += 1
                    yield from self._sorted(row, number, verdict)
                if self.read == before:
                    raise ImportFailed(f"文件“{file}”里没有一行内容；请检查它是否下载完整。")
            self._notes.update(dict(self._join.notes()))

    @property
    def rejects(self) -> RejectReport:
        """被退回的行。"""
        return self._rejects

    @property
    def notes(self) -> tuple[str, ...]:
        """不算错误的说明，多的在前。"""
        return tuple(f"{note}：{times} 次" for note, times in self._notes.most_common())

    def report(self, counts: Counts, generation: str) -> ImportReport:
        """这次交付的报告。"""
        return ImportReport(
            read=self.read,
            added=counts.added,
            changed=counts.changed,
            unchanged=counts.unchanged,
            ended=counts.ended,
            rejects=self._rejects,
            notes=self.notes,
            generation=generation,
        )

    def _rows(self, file: Path) -> Iterator[Row]:
        mapping = self._origin.mapping
        return rows_of(file, mapping.layout, mapping.format) if mapping is not None else rows_of(file, Layout())

    def _joined(self, file: Path) -> Iterator[Joined]:
        """各行与它在各子表里的行。"""
        return ((row, self._join.of(row) if row.fault is None else {}) for row in self._rows(file))

    def _sorted(self, row: Row, number: int, verdict: Verdict) -> Iterator[Accepted]:
        if isinstance(verdict, Accepted):
            verdict = self._first_of_its_code(row, number, verdict)
        if isinstance(verdict, Reject):
            self._rejects.rows.append(verdict)
        else:
            yield verdict

    def _first_of_its_code(self, row: Row, number: int, one: Accepted) -> Accepted | Reject:
        place = number << 40 | row.line
        first = self._seen.get(one.code)
        if first is None:
            self._seen[one.code] = place
            return one
        where = f"{self._files[first >> 40]}:{first & (1 << 40) - 1}"
        return row.reject("code", one.code, f"这个编码在这次交付里已经有了（{where}）；请只留一个。")
