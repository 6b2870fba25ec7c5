"""把诉求的中心修得分得更开：问法认错了，就把该认的中心拉近一点，把抢了去的中心推远一点。

就是“拖与推”（Tan 等，Using DragPushing to refine centroid text classifiers，2005）：中心仍是一个诉求一个向量，
认起来一样快，分辨力近于支持向量机。名称相同的诉求不互相推。
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

MARGIN: Final = 0.1
"""该认的要比别的像出这么多。"""
STEP: Final = 1.0
PASSES: Final = 8
LEAST: Final = 0.002
"""权重小于它的归零，中心才不会越修越密。"""
_NEAR: Final = 0.25
"""第一遍里余量超过这么多的问法，后面不再看。"""

Row = tuple[NDArray[np.int64], NDArray[np.float64]]
"""一句问法：特征的序号，和长度归一的权重。"""


def refined(
    centres: NDArray[np.float32], rows: Sequence[Row], owners: NDArray[np.int64], alike: NDArray[np.int64]
) -> NDArray[np.float32]:
    """修过的中心，形状同 centres：(特征数, 诉求数)，各列长度为 1；给来的长度不拘。

    rows 是问法，owners 是各句属于的诉求；alike 是各诉求的同名组，同组的不互相推。
    """
    made = _unit(centres)
    asked = np.bincount(owners, minlength=made.shape[1]).clip(1).astype(np.float32)
    watched = list(range(len(rows)))
    for turn in range(PASSES):
        gaps = [(number, *_gap(made, rows[number], int(owners[number]), alike)) for number in watched]
        missed = [(number, rival) for number, gap, rival in gaps if gap < MARGIN]
        if not missed:
            break
        if turn == 0:
            watched = [number for number, gap, _ in gaps if gap < _NEAR]
        made = _moved(made, rows, owners, missed, asked)
    made[np.abs(made) < LEAST] = 0
    return made


def _gap(centres: NDArray[np.float32], row: Row, owner: int, alike: NDArray[np.int64]) -> tuple[float, int]:
    """这句与该认的中心比与最像的别的中心，多像多少；和那个别的是谁。"""
    found, weights = row
    likeness = weights.astype(np.float32) @ centres[found]
    own = float(likeness[owner])
    likeness[alike == alike[owner]] = -1.0
    rival = int(likeness.argmax())
    return own - float(likeness[rival]), rival


def _moved(
    centres: NDArray[np.float32],
    rows: Sequence[Row],
    owners: NDArray[np.int64],
    missed: Sequence[tuple[int, int]],
    asked: NDArray[np.float32],
) -> NDArray[np.float32]:
    """认错的一遍一起改：拉近、推远的多少按各自有几句问法分摊；改完归一。"""
    for number, rival in missed:
        found, weights = rows[number]
        owner = int(owners[number])
        centres[found, owner] += (STEP / asked[owner] * weights).astype(np.float32)
        centres[found, rival] -= (STEP / asked[rival] * weights).astype(np.float32)
    return _unit(centres)


def _unit(centres: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(centres, axis=0)
    return np.asarray(centres / np.where(lengths > 0, lengths, 1), dtype=np.float32)
