"""连接：外面的办件系统和预约系统，从哪里问、问什么、答复怎样读。文件怎样写见 docs/connectors.md。"""

from knowledge.connectors.reading import Connectors, load_connectors, read_connectors
from knowledge.connectors.shape import (
    ASKED,
    FIELDS,
    NEEDED,
    OPERATIONS,
    OUTCOMES,
    Connector,
    Operation,
    Outcome,
    SlotsOperation,
)

__all__ = [
    "ASKED",
    "FIELDS",
    "NEEDED",
    "OPERATIONS",
    "OUTCOMES",
    "Connector",
    "Connectors",
    "Operation",
    "Outcome",
    "SlotsOperation",
    "load_connectors",
    "read_connectors",
]
