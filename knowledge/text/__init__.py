"""文本：归一与切词。语言理解和检索用的是同样的函数，两边才对得上。"""

from knowledge.text.cutting import Cutter, cut, default_cutter, use_cutter, word_edges
from knowledge.text.form import clean, is_readable, normalise

__all__ = ["Cutter", "clean", "cut", "default_cutter", "is_readable", "normalise", "use_cutter", "word_edges"]
