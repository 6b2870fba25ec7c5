"""JSON-LD：按 CPSV-AP 3 与 schema.org 的词汇写出事项，供别的系统互联。事实照目录，没有的不写。

词汇：CPSV-AP 3.2（https://semiceu.github.io/CPSV-AP/releases/3.2.0/）、https://schema.org/GovernmentService。
"""

from knowledge.linked.document import CONTEXT, service, write_linked

__all__ = ["CONTEXT", "service", "write_linked"]
