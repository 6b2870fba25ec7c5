"""组件测试共用的夹具：模型目录在临时目录里，Rasa 被换掉的几处用完就还原。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # 导入 Rasa 会有警告，名单在上一层的 conftest，要等它生效
    from rasa.engine.graph import ExecutionContext
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.shared.nlu.training_data.training_data import TrainingData

TRAINING = """\
version: "3.1"
nlu:
- intent: ask
  metadata: {categories: [个人/证件办理, 个人/户籍办理], aspects: [materials]}
  examples: |
    - 身份证丢了要带什么材料
    - 身份证补办要带什么材料
    - 身份证到期要带什么材料
    - 身份证换新要带什么材料
    - 身份证过期要带什么材料
- intent: ask
  metadata: {categories: [个人/纳税缴费], aspects: [fee]}
  examples: |
    - 个税申报要交多少钱
    - 个税汇算要交多少钱
    - 个税补缴要交多少钱
    - 个税年底要交多少钱
    - 个税退税要交多少钱
- intent: greet
  examples: |
    - 你好
    - 你好呀
    - 你好啊
    - 你好哦
    - 你好你好
"""


@pytest.fixture(autouse=True)
def own_departures() -> Iterator[None]:
    from nlu.components.lean import DEPARTURES

    kept = [(owner, name, vars(owner)[name]) for owner, name, _ in DEPARTURES]
    yield
    for owner, name, value in kept:
        setattr(owner, name, value)


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    from rasa.engine.storage.local_model_storage import LocalModelStorage

    (tmp_path / "model").mkdir()
    return LocalModelStorage.create(tmp_path / "model")


@pytest.fixture
def context() -> ExecutionContext:
    from rasa.engine.graph import ExecutionContext, GraphSchema

    return ExecutionContext(GraphSchema({}), model_id="试")


@pytest.fixture
def words_file(tmp_path: Path) -> Path:
    path = tmp_path / "words.txt"
    path.write_text("一网通办卡\n\n  随申办码  \n", encoding="utf-8")
    return path


@pytest.fixture
def training_data(tmp_path: Path) -> TrainingData:
    """按 Rasa 自己的读法读进来，元数据的位置才和真的一样。"""
    from rasa.shared.nlu.training_data.loading import load_data

    path = tmp_path / "nlu.yml"
    path.write_text(TRAINING, encoding="utf-8")
    return load_data(str(path))
