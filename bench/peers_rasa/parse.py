"""在引擎运行时里跑：装入模型，逐句理解，写出 JSON。只用标准库和 rasa。

用法：python -m bench.peers_rasa.parse 模型 题目.json 结果.json
题目是字符串的列表；结果是 {"rasa": 版本, "rows": [{"intents": [意图名，最像的在前], "ms": 毫秒}]}。
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

import rasa
from rasa.core.agent import Agent


async def parse(model: str, texts: list[str]) -> list[dict[str, Any]]:
    """逐句理解，一句接一句；第一句先空跑一遍，不计时。"""
    agent = Agent.load(model)
    await agent.parse_message(texts[0])
    return [await _timed(agent, text) for text in texts]


async def _timed(agent: Agent, text: str) -> dict[str, Any]:
    started = time.perf_counter()
    found = await agent.parse_message(text)
    spent = (time.perf_counter() - started) * 1000
    return {"intents": [one["name"] for one in found["intent_ranking"]], "ms": spent}


if __name__ == "__main__":
    given, asked, told = sys.argv[1:]
    rows = asyncio.run(parse(given, json.loads(Path(asked).read_text(encoding="utf-8"))))
    Path(told).write_text(json.dumps({"rasa": rasa.__version__, "rows": rows}, ensure_ascii=False), encoding="utf-8")
