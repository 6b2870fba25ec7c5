"""检查训练数据：`python -m nlu.check 目录 [--asked -]`。一行一条，提醒的前面有“提醒：”；有问题以 1 结束。

`--asked -`：从标准输入读别处编写的问法（诉求的），一行一个 JSON {"where","text","categories","aspects"}，
与训练数据一起查有没有同一句两样标注的。
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from knowledge.taxonomy.acts import TYPED_ACTS
from knowledge.taxonomy.categories import CATEGORIES
from knowledge.text import normalise
from nlu.examples import Example, make_example
from nlu.flows import faults_of_flows
from nlu.labels import faults_of

NOTE: Final = "提醒："
_LEAST_PER_CATEGORY: Final = 10
_FEW_PER_CATEGORY: Final = 20
"""一个类目的样例少于前者是问题，少于后者提醒。"""
_SIGNS: Final = re.compile(r"[\W_]+")

Placed = tuple[str, Example]
"""（在哪个文件，样例）。"""


@dataclass
class Findings:
    """查出来的：problems 要改，notes 看一眼。"""

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def problems(directory: Path) -> Iterator[str]:
    """训练数据的问题：标签未知、同一句两处、类目样例太少、行为没有样例、意图名字写错。"""
    yield from check(directory).problems


def check(directory: Path, asked: Sequence[Placed] = ()) -> Findings:
    """查一遍。directory：bot/data/nlu；asked：别处编写的问法，只比重复。"""
    found = Findings()
    placed = list(_examples(directory, found.problems))
    _repeats(placed, asked, found)
    _counts([example for _, example in placed], found)
    found.problems += faults_of_flows(directory.absolute().parents[1])
    return found


def bare(text: str) -> str:
    """归一并去掉标点；全是标点的，原样归一。"""
    clean = normalise(text)
    return _SIGNS.sub("", clean) or clean


def _examples(directory: Path, faults: list[str]) -> Iterator[Placed]:
    """各文件的样例；标注写错的组记下来，不再看它的样例。"""
    for path in sorted(directory.glob("*.yml")):
        try:
            groups = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        except (yaml.YAMLError, KeyError, TypeError):
            faults.append(f"{path.name}：不是正确的 NLU 文件，顶层应有 nlu。")
            continue
        for group in groups:
            wrong = list(faults_of(group))
            faults += (f"{path.name}：{fault}。" for fault in wrong)
            for line in () if wrong else group["examples"].splitlines():
                if text := line.strip().removeprefix("-").strip():
                    yield path.name, make_example(text, group["intent"], group.get("metadata"))


def _repeats(placed: Sequence[Placed], asked: Sequence[Placed], found: Findings) -> None:
    """同一句（归一、去标点之后）出现两次。别处的问法标注相同的不妨，只提醒。"""
    seen: dict[str, Placed] = {}
    for where, example in placed:
        text = bare(example.text)
        if text in seen:
            found.problems.append(_repeated(where, example, *seen[text]))
        seen.setdefault(text, (where, example))
    for where, example in asked:
        if text := bare(example.text):
            held = seen.get(text)
            if held is not None:
                kind = found.notes if _agree(example, held[1]) else found.problems
                kind.append(_repeated(where, example, *held))


def _repeated(where: str, example: Example, file: str, held: Example) -> str:
    differ = "" if _agree(example, held) else f"，标注还不一样（{_labels(held)}；{_labels(example)}）"
    return f"{where}：“{example.text[:40]}”在 {file} 里已经有了{differ}。"


def _agree(one: Example, other: Example) -> bool:
    """标注相同；没有标的不算不同。类目只看首选。"""
    categories = [example.categories[0] for example in (one, other) if example.categories]
    aspects = [set(example.aspects) for example in (one, other) if example.aspects is not None]
    return one.act == other.act and len(set(categories)) < 2 and (len(aspects) < 2 or aspects[0] == aspects[1])


def _labels(example: Example) -> str:
    return " ".join((example.act, *(example.categories or ())[:1], *(example.aspects or ())))


def _counts(examples: Sequence[Example], found: Findings) -> None:
    counts = Counter(key for example in examples for key in example.categories or ())
    for one in CATEGORIES:
        if (count := counts[one.key]) < _FEW_PER_CATEGORY:
            kind = found.problems if count < _LEAST_PER_CATEGORY else found.notes
            kind.append(f"类目“{one.key}”只有 {count} 条样例。")
    acts = {example.act for example in examples}
    found.problems += (f"对话行为“{act}”没有样例。" for act in TYPED_ACTS if act not in acts)


def read_asked(lines: Iterator[str]) -> Iterator[Placed]:
    """`--asked` 的各行。"""
    for line in lines:
        row = json.loads(line)
        yield row["where"], Example(row["text"], "ask", tuple(row["categories"]), tuple(row["aspects"]))


def main() -> None:
    """命令行入口。"""
    asked = list(read_asked(sys.stdin)) if sys.argv[2:] == ["--asked", "-"] else []
    found = check(Path(sys.argv[1]), asked)
    sys.stdout.writelines(f"{line}\n" for line in (*found.problems, *(f"{NOTE}{note}" for note in found.notes)))
    sys.exit(1 if found.problems else 0)


if __name__ == "__main__":
    main()
