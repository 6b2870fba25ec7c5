"""一次交付：几个文件里的全部行，读一行校验一行，重复的编码退回。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, KeysView, Sequence
from pathlib import Path

from knowledge.importing.judging import Judge, Verdict
from knowledge.importing.native import Accepted, Origin
from knowledge.importing.read_json import read_json, read_jsonl
from knowledge.importing.read_table import read_csv, read_xlsx
from knowledge.importing.read_yaml import read_yaml
from knowledge.importing.report import ImportFailed, ImportReport, Reject, RejectReport
from knowledge.importing.rows import Row
from knowledge.importing.writing import Counts

Reader = Callable[[Path, str], Iterator[Row]]

_READERS: dict[str, Reader] = {
    "jsonl": read_jsonl,
    "json": read_json,
    "yaml": read_yaml,
    "csv": read_csv,
    "xlsx": read_xlsx,
}
_NATIVE = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".yaml": "yaml", ".yml": "yaml"}
_TABLES = (".csv", ".xlsx")


class Delivery:
    """`accepted()` 走一遍之后，`read`、`codes` 与报告才是全的。"""

    def __init__(self, files: Sequence[Path], origin: Origin) -> None:
        self.read = 0
        self._sources = [(file, *_reader(file, origin)) for file in files]
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
        return sum(file.stat().st_size for file, _, _ in self._sources)

    def accepted(self, judge: Judge) -> Iterator[Accepted]:
        """可以入库的事项，按读到的次序；`judge` 校验各行。

        Raises:
            ImportFailed: 有文件不能用，或一行都没有。
        """
        for number, (file, reader, encoding) in enumerate(self._sources):
            before = self.read
            for row, verdict in judge(reader(file, encoding), self._notes):
                self.read += 1
                yield from self._sorted(row, number, verdict)
            if self.read == before:
                raise ImportFailed(f"文件“{file}”里没有一行内容；请检查它是否下载完整。")

    def report(self, counts: Counts, generation: str) -> ImportReport:
        """这次交付的报告。"""
        notes = tuple(f"{note}：{times} 次" for note, times in self._notes.most_common())
        return ImportReport(
            read=self.read,
            added=counts.added,
            changed=counts.changed,
            unchanged=counts.unchanged,
            ended=counts.ended,
            rejects=self._rejects,
            notes=notes,
            generation=generation,
        )

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
        where = f"{self._sources[first >> 40][0]}:{first & (1 << 40) - 1}"
        return row.reject("code", one.code, f"这个编码在这次交付里已经有了（{where}）；请只留一个。")


def _reader(file: Path, origin: Origin) -> tuple[Reader, str]:
    if origin.mapping is not None:
        return _READERS[origin.mapping.format], origin.mapping.encoding
    if file.suffix in _TABLES:
        raise ImportFailed(f"“{file}”是表格，要说明各列是什么；请用 --mapping 给出映射文件。")
    if file.suffix not in _NATIVE:
        raise ImportFailed(
            f"认不出“{file}”的格式；本项目格式的文件用 {'、'.join(_NATIVE)} 结尾，别的来源请用 --mapping 给出映射文件。"
        )
    return _READERS[_NATIVE[file.suffix]], "utf-8"
