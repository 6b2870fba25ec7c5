"""检查训练数据：`python -m nlu.check 目录`。有问题一行一条，以 1 结束。"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from knowledge.taxonomy.acts import TYPED_ACTS
from knowledge.taxonomy.categories import CATEGORIES, UnknownCategory
from knowledge.text import normalise
from nlu.examples import BadExample, Example, read_examples

_LEAST_PER_CATEGORY = 10


def problems(directory: Path) -> Iterator[str]:
    """训练数据的问题：标签未知、同一句两处、类目样例太少、行为没有样例。"""
    seen: dict[str, tuple[str, Example]] = {}
    counts = dict.fromkeys((one.key for one in CATEGORIES), 0)
    for path in sorted(directory.glob("*.yml")):
        try:
            examples = list(read_examples([path]))
        except (BadExample, UnknownCategory, KeyError) as error:
            yield f"{path.name}：{error}"
            continue
        for example in examples:
            for key in example.categories or ():
                counts[key] += 1
            yield from _repeated(seen, path.name, example)
    yield from (f"类目“{key}”只有 {n} 条样例。" for key, n in counts.items() if n < _LEAST_PER_CATEGORY)
    acts = {example.act for _, example in seen.values()}
    yield from (f"对话行为“{act}”没有样例。" for act in TYPED_ACTS if act not in acts)


def _repeated(seen: dict[str, tuple[str, Example]], file: str, example: Example) -> Iterator[str]:
    text = normalise(example.text)
    if text in seen:
        yield f"{file}：“{example.text[:40]}”在 {seen[text][0]} 里已经有了。"
    seen.setdefault(text, (file, example))


def main() -> None:
    """命令行入口。"""
    found = list(problems(Path(sys.argv[1])))
    sys.stdout.writelines(f"{problem}\n" for problem in found)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
