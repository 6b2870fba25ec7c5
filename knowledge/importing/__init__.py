"""导入：把别处交来的事项读进目录，好行入库，坏行进报告，中途出错则一切照旧。"""

from knowledge.importing.load import load, renew_index
from knowledge.importing.report import ImportFailed, ImportReport, Reject, RejectReport

__all__ = ["ImportFailed", "ImportReport", "Reject", "RejectReport", "load", "renew_index"]
