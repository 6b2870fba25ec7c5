"""训练检索的排序权重：`.venv/bin/python -m bench.train_ranker`，写到 knowledge/search/weights.json。

三批样例，都是人工编写的问法，评测用的问题一句不用：

- 诉求：随机取七成诉求，各用一个官方名称造一份没见过的目录，其余的问法就该什么都找不到；认诉求用的是没见过这句话的
  那一折（四折轮换），不然学到的权重会太信诉求。
- 起步目录：问法该找到它所属的基本目录；索引里去掉问法，一半的轮次连别名也去掉；每句再各做一份“目录里没有”的样例。
- 照着名称问的（named_questions.tsv）：目录里就有那个名称；门户网站上的多是这样问的。

范围之外的话也该什么都找不到。
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import yaml

from knowledge.catalogue import EntryRow
from knowledge.needs import Asked, Need, needs
from knowledge.search.finder import recalled_features
from knowledge.search.generation import open_generation
from knowledge.search.index import write_entries
from knowledge.search.rank import FEATURES, WEIGHTS_FILE
from knowledge.search.recognise import RARE, build, default_recogniser
from knowledge.taxonomy.categories import CATEGORIES

ROOT = Path(__file__).resolve().parents[1]
STEPS, RATE = 3_000, 0.05
PULL = 0.5
"""权重离开 PRIOR 多远，就按这个倍数拉回来。"""
RIGHT_CATEGORY = 0.9
"""类目分类器首选正确的比例；训练时按这个比例给出对的类目。"""
PRIOR = {
    "bm25_share": 1.972,
    "said_covered": 0.309,
    "meant_covered": 0.089,
    "name_covered": 1.263,
    "contains_name": 0.171,
    "characters_named": 0.533,
    "characters_said": 4.0,
    "spelt": 12.0,
    "verbatim": 1.0,
    "operation": 0.3,
    "operation_unmet": -0.172,
    "operation_missing": -0.538,
    "category": 3.345,
    "category_known": -1.626,
    "extra_operations": -0.124,
    "extra_qualifiers": -0.67,
    "missing_qualifiers": -0.264,
    "need": 0.411,
    "need_first": 2.253,
    "need_known": -0.473,
}
"""先验：由只有诉求的样例学来的，再加上在开发部分、广东目录的“日常用语”和照着名称问的话上看过的几项
（characters_said、spelt、verbatim、operation）。样例里照着名称问的少、什么都不像的多，单凭样例学，逐字的就被压得太低。"""
BIAS = -7.2
"""截距：给定的，不学。样例里有答案的比真实的多，学出来的偏敢认；再低，口语的提问直接答的就少了。

与只按词的权重（提交 91c37ec）比：范围之外的训练句认错 25 对 32（400 句），开发部分里目录没有的认错 5 对 8（103 题）；
起步目录抽掉了该答的那一条的，认错 195 对 165（896 句），多了。
"""
FIXED = {
    "question_ratio": 3.0,
    "common": 1.0,
    "extra_special": -3.0,
    "side": 0.15,
    "operation_clash": -3.0,
    "missing_kind": -1.5,
    "groundless": -4.0,
}
"""样例里学不到的，人工给定：训练的索引里没有问法；每个诉求的问法一样多，看不出哪件事问的人多；样例里没有同名而对象不同的；
人工写的问法常常省去“给谁办”，真实的提问里没提就多半不是；样例的目录稀，动作相反的两件事（暂停、恢复）、
同一样东西的登记和公证，很少都在；样例里没有短短一句闲话碰上名称里两个字的。"""
NAMED_FILE = Path(__file__).with_name("named_questions.tsv")
NAMED_TIMES = 3
"""照着名称问的，一句当几句：样例里别的太多。"""
OUT_FILES = ("out_of_scope.yml", "out_near.yml")
FOLDS = 4
NEEDS_KEPT = 0.7
NEEDS_KNOWN = 0.65
"""目录里有这么多诉求；认诉求器认得这么多，别的没有见过，像真实的目录一样。"""
NEED_QUESTIONS = 4_000
QUESTIONS_AN_ENTRY = 3
"""起步目录的每一条用几句问法；多了，诉求的样例就轻了。"""
OTHERS_SHOWN = 120

Group = tuple[np.ndarray, int]
"""一句的 (候选的特征, 正确的是第几个；-1 是都不对)。"""


def entries() -> list[EntryRow]:
    """起步目录的基本目录（只取全国的事项）。"""
    rows = []
    for path in sorted((ROOT / "knowledge" / "starter").glob("*.yaml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8")):
            if item["region"] == "000000":
                names = (item["name"],)
                aliases = tuple(
                    dict.fromkeys([*([item["short_name"]] if item.get("short_name") else []), *item.get("aliases", [])])
                )
                rows.append(
                    EntryRow(
                        item["entry_code"],
                        names,
                        aliases,
                        tuple(item.get("questions", ())),
                        tuple(item["sides"]),
                        tuple(item["categories"]),
                        (item.get("conditions") or "",),
                    )
                )
    return rows


def out_of_scope() -> list[str]:
    """范围之外的话。"""
    texts = [(ROOT / "bot" / "data" / "nlu" / name).read_text(encoding="utf-8") for name in OUT_FILES]
    document = {"nlu": [group for text in texts for group in yaml.safe_load(text)["nlu"]]}
    return [line.strip()[2:] for group in document["nlu"] for line in group["examples"].splitlines() if line.strip()]


def guessed(entry: EntryRow | None, dice: random.Random) -> dict[str, float]:
    """假装类目分类器给出的概率；五次里有一次不给，因为只检索不对话时没有。"""
    if dice.random() < 0.2:
        return {}
    right = entry is not None and dice.random() < RIGHT_CATEGORY
    key = entry.categories[0] if entry is not None and right else dice.choice(CATEGORIES).key
    return {key: dice.uniform(0.5, 1.0)}


def groups(rows: Sequence[EntryRow], others: Sequence[str], dice: random.Random) -> Iterator[Group]:
    """全部样例。"""
    for with_aliases in (True, False):
        kept = [replace(row, questions=(), aliases=row.aliases if with_aliases else ()) for row in rows]
        with tempfile.TemporaryDirectory() as folder:
            write_entries(kept, Path(folder))
            generation = open_generation("train", Path(folder), default_recogniser())
            for row in rows:
                for question in dice.sample(row.questions, min(len(row.questions), QUESTIONS_AN_ENTRY)):
                    found = recalled_features(generation, question, guessed(row, dice), None)
                    codes = [code for code, _ in found]
                    matrix = _matrix(found)
                    if row.entry_code in codes:
                        place = codes.index(row.entry_code)
                        yield matrix, place
                        if len(codes) > 1 and dice.random() < 0.5:
                            yield np.delete(matrix, place, axis=0), -1
            for text in others:
                found = recalled_features(generation, text, guessed(None, dice), None)
                if found:
                    yield _matrix(found), -1


def need_groups(others: Sequence[str], dice: random.Random) -> Iterator[Group]:
    """诉求的样例：四折，每折一份随机的目录。"""
    known = needs()
    for fold in range(FOLDS):
        met = [need for need in known if dice.random() < NEEDS_KNOWN]
        recogniser = build([replace(need, questions=_part(need, fold, inside=False)) for need in met], RARE)
        with tempfile.TemporaryDirectory() as folder:
            write_entries([_entry(need, dice) for need in known if dice.random() < NEEDS_KEPT], Path(folder))
            generation = open_generation("train", Path(folder), recogniser)
            asked = [(need, one.text) for need in known for one in _part(need, fold, inside=True)]
            for need, text in dice.sample(asked, min(len(asked), NEED_QUESTIONS // FOLDS)):
                found = recalled_features(generation, text, _guessed_category(need, known, dice), None)
                codes = [code for code, _ in found]
                if codes:
                    yield _matrix(found), codes.index(need.id) if need.id in codes else -1
            for text in dice.sample(list(others), OTHERS_SHOWN):
                found = recalled_features(generation, text, {}, None)
                if found:
                    yield _matrix(found), -1


def named_groups(dice: random.Random) -> Iterator[Group]:
    """照着名称问的样例：目录里就有那个名称，别的诉求随便取一个名称作陪；问的诉求认得的只有一部分。"""
    known = {need.id: need for need in needs()}
    asked = [row for row in named_questions() if row[0] in known]
    names = {need: name for need, name, _ in asked}
    for _ in range(2):
        recogniser = build([need for need in known.values() if dice.random() < NEEDS_KNOWN], RARE)
        rows = [_entry(need, dice) for need in known.values() if need.id in names or dice.random() < NEEDS_KEPT]
        listed = [replace(row, names=(names.get(row.entry_code, row.names[0]),)) for row in rows]
        with tempfile.TemporaryDirectory() as folder:
            write_entries(listed, Path(folder))
            generation = open_generation("train", Path(folder), recogniser)
            for need, _, text in asked:
                guess = _guessed_category(known[need], list(known.values()), dice)
                found = recalled_features(generation, text, guess, None)
                codes = [code for code, _ in found]
                if need in codes:
                    place = codes.index(need)
                    yield _matrix(found), place
                    if len(codes) > 1 and dice.random() < 0.15:
                        yield np.delete(_matrix(found), place, axis=0), -1


def named_questions() -> list[tuple[str, str, str]]:
    """(诉求, 官方名称, 照着它问的话)。"""
    lines = NAMED_FILE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(need, name, text) for need, name, text in rows]


def _part(need: Need, fold: int, *, inside: bool) -> tuple[Asked, ...]:
    return tuple(one for place, one in enumerate(need.questions) if (place % FOLDS == fold) == inside)


def _entry(need: Need, dice: random.Random) -> EntryRow:
    """一个诉求写成目录里的一条：随便一个官方名称，有时有别名，有时没有类目和对象。"""
    aliases = (dice.choice(need.names),) if dice.random() < 0.2 else ()
    sides = (need.categories[0].split("/")[0],) if dice.random() < 0.8 else ()
    categories = need.categories if dice.random() < 0.8 else ()
    return EntryRow(need.id, (dice.choice(need.names),), aliases, (), sides, categories, ("",))


def _guessed_category(need: Need, known: Sequence[Need], dice: random.Random) -> dict[str, float]:
    """假装类目分类器给出的概率；有时不给，有时给错。"""
    if dice.random() < 0.15:
        return {}
    right = dice.random() < RIGHT_CATEGORY
    return {(need if right else dice.choice(known)).categories[0]: dice.uniform(0.5, 1.0)}


def _matrix(found: Sequence[tuple[str, dict[str, float]]]) -> np.ndarray:
    return np.array([[values[name] for name in FEATURES] for _, values in found])


def loss(weights: np.ndarray, samples: Sequence[Group]) -> tuple[float, np.ndarray, int]:
    """(平均损失, 梯度, 首选正确的句数)。“都不对”也是一个选项，分数固定为 0。"""
    total, gradient, right = 0.0, np.zeros_like(weights), 0
    for matrix, place in samples:
        logits = np.append(matrix @ weights[:-1] + weights[-1], 0.0)
        chances = np.exp(logits - logits.max())
        chances /= chances.sum()
        total -= float(np.log(chances[place] + 1e-12))
        right += int(chances.argmax() == (place if place >= 0 else len(chances) - 1))
        error = chances.copy()
        error[place] -= 1
        gradient[:-1] += error[:-1] @ matrix
        gradient[-1] += error[:-1].sum()
    return total / len(samples), gradient / len(samples), right


def solve(samples: Sequence[Group]) -> np.ndarray:
    """Adam，由 PRIOR 起，按 PULL 拉回 PRIOR；FIXED 里的和截距不动。"""
    given = {**dict.fromkeys(FEATURES, 0.0), **PRIOR, **FIXED}
    start = np.array([*(given[name] for name in FEATURES), BIAS])
    fixed = np.array([name in FIXED for name in FEATURES] + [True])
    weights, first, second = start.copy(), np.zeros_like(start), np.zeros_like(start)
    dice = np.random.default_rng(1)
    for step in range(1, STEPS + 1):
        batch = [samples[place] for place in dice.integers(0, len(samples), 64)]
        _, gradient, _ = loss(weights, batch)
        gradient += PULL * (weights - start)
        gradient[fixed] = 0.0
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        rate = RATE * (1 - step / STEPS) + 0.002
        weights = weights - rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def main() -> None:
    dice = random.Random(1)
    rows = entries()
    others = out_of_scope()
    named = [*named_groups(dice)]
    samples = [*need_groups(others, dice), *groups(rows, others, dice)]
    dice.shuffle(samples)
    held = [*samples[: len(samples) // 5], *named[: len(named) // 5]]
    rest = [*samples[len(samples) // 5 :], *named[len(named) // 5 :] * NAMED_TIMES]
    weights = solve(rest)
    for name, part in (("训练", rest), ("留出", held)):
        value, _, right = loss(weights, part)
        print(f"{name}：{len(part)} 句，损失 {value:.3f}，首选正确（含“都不对”）{right / len(part):.3f}")
    samples += named * NAMED_TIMES
    weights = solve(samples)
    kept = {name: round(float(value), 3) for name, value in zip(FEATURES, weights[:-1], strict=True)}
    document = {
        "made_by": "bench/train_ranker.py",
        "queries": len(samples),
        "bias": round(float(weights[-1]), 3),
        "weights": kept,
    }
    WEIGHTS_FILE.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(document, ensure_ascii=False))


if __name__ == "__main__":
    main()
