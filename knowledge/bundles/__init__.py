"""一件事：几个事项合起来办的一件生活里的事（新生儿出生、开办餐饮店、个人身后……）。

数据是本目录里的 YAML，人工编写；每一步是一个基本目录；先后由事项自己的材料和条件来证（because），
或者另有来源（source）。
"""

from knowledge.bundles.opening import Bundles, NeededBy, Opened, OpenStep, Shared
from knowledge.bundles.reading import BadBundle, Bundle, Step, bundles
from knowledge.bundles.recognising import told

__all__ = [
    "BadBundle",
    "Bundle",
    "Bundles",
    "NeededBy",
    "OpenStep",
    "Opened",
    "Shared",
    "Step",
    "bundles",
    "told",
]
