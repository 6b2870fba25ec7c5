"""理解的测试共用的夹具：切词器、用全部训练数据训练一次的理解器。这里只在引擎运行时（Python 3.10）里运行。"""

from __future__ import annotations

import importlib
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # 真正的导入在夹具里：这个文件先于下面的警告名单生效，而 spaCy 一导入就有警告
    from knowledge.text import Cutter
    from nlu.examples import Example
    from nlu.understand import Understander

ROOT = Path(__file__).resolve().parents[2]

THIRD_PARTY_WARNINGS = (
    # spaCy 经 packaging 用 pyparsing 的旧名字，又用 click 的旧名字
    "ignore:'(setParseAction|originalTextFor|parseString|resetCache)' deprecated:DeprecationWarning",
    "ignore:Importing 'parser.split_arg_string' is deprecated:DeprecationWarning:spacy.cli._util",
    # Rasa 带来的 TensorFlow、Keras、jax；这些代码我们不用，但导入 Rasa 时会导入它们
    "ignore:jax.xla_computation is deprecated:DeprecationWarning:tensorflow.lite.python.util",
    r"ignore:invalid escape sequence '\\[ {}]':DeprecationWarning",
    # Rasa 用 pykwalify 校验 YAML
    r"ignore:the load_module\(\) method is deprecated:DeprecationWarning:importlib._bootstrap",
    # Rasa 3.6.21 自己的
    "ignore:pkg_resources is deprecated as an API:DeprecationWarning:(rasa.shared.utils.validation|apscheduler)",
    r"ignore:Deprecated call to `pkg_resources.declare_namespace\(:DeprecationWarning:pkg_resources",
    "ignore:Slot auto-fill has been removed:UserWarning",
    r"ignore:Calling URL\(\) directly is deprecated:DeprecationWarning:rasa.core.tracker_store",
    "ignore:Deprecated API features detected!:DeprecationWarning:rasa.core.tracker_store",
)


def pytest_configure(config: pytest.Config) -> None:
    for line in THIRD_PARTY_WARNINGS:
        config.addinivalue_line("filterwarnings", line)
    with warnings.catch_warnings():
        # sanic 一导入就在最前面加一条“弃用警告只报一次”，盖过上面的名单；在这里导入，它加的那条随即撤销
        importlib.import_module("sanic.app")


@pytest.fixture(scope="session")
def cutter() -> Cutter:
    """只带领域词表的切词器；目录里的词不在内，测试不靠目录。"""
    from knowledge.text import Cutter

    return Cutter()


@pytest.fixture(scope="session")
def training_examples() -> list[Example]:
    from nlu.examples import read_examples

    return list(read_examples(sorted((ROOT / "bot" / "data" / "nlu").glob("*.yml"))))


@pytest.fixture(scope="session")
def understander(
    training_examples: list[Example], cutter: Cutter, tmp_path_factory: pytest.TempPathFactory
) -> Understander:
    """用 bot/data/nlu 训练一次，约一分钟。"""
    from nlu.training import train
    from nlu.understand import Understander

    path = tmp_path_factory.mktemp("model") / "understanding.npz"
    train(training_examples, cutter, path)
    return Understander.load(path, cutter)
