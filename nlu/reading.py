"""读一句话：归一、改错字、数字写成阿拉伯数字。训练和预测读法相同。"""

from __future__ import annotations

from knowledge.text import normalise
from knowledge.text.spelling import Correction, correct
from nlu.numbers import arabic_numbers


def read(text: str) -> tuple[str, tuple[Correction, ...]]:
    """(读好的文本, 改了哪些错字)。text：任意文本。"""
    clean, corrections = correct(normalise(text))
    return arabic_numbers(clean), corrections
