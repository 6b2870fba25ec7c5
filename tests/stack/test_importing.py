"""往运行着的服务里导入：不用重启就问得到；写错的行被退回。"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.stack.service import Service
from tests.stack.visitor import ABOUT_AN_ITEM, Conversation, text_of

OWN: dict[str, Any] = {
    "code": "BS00000000000000001BSP099000901",
    "entry_code": "BSP099000901",
    "name": "古树名木认养登记",
    "aliases": ["认养古树"],
    "item_type": "其他行政权力",
    "sides": ["个人"],
    "categories": ["个人/环保绿化"],
    "region": "000000",
    "authority": "绿化主管部门",
    "statutory_limit": {"value": 9, "unit": "工作日"},
    "materials": [{"name": "古树认养申请书"}, {"name": "认养人身份证"}],
    "fees": [],
    "questions": ["想认养一棵古树怎么登记"],
    "source": {"name": "测试用的来源", "url": "https://example.com/trees", "checked_on": "2026-11-01"},
}


def write(path: Path, *rows: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_new_service_is_found_and_removed_without_a_restart(stack: Service, talk: Conversation, tmp_path: Path) -> None:
    before = talk.say("古树名木认养登记要带什么材料")
    assert before["understanding"]["item"] is None
    pids = stack.pids("actions")
    unknown = {**OWN, "code": "BS00000000000000001BSP099000902", "colour": "red"}
    done = stack.command("import", write(tmp_path / "own.jsonl", OWN, unknown), "--json")
    assert done.returncode == 3, done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert (report["read"], report["added"], report["rejected"]) == (2, 1, 1)
    [reject] = [json.loads(line) for line in Path(report["report"]).read_text(encoding="utf-8").splitlines()]
    assert (reject["line"], reject["field"]) == (2, "colour")

    after = talk.say("古树名木认养登记要带什么材料")
    assert after["outcome"] == "answered"
    assert after["understanding"]["item"]["code"] == OWN["code"]
    assert "古树认养申请书" in text_of(after)
    assert after["replies"][0]["source"] == {**OWN["source"], "region": OWN["region"]}
    assert talk.client.get(f"/api/v1/items/{OWN['code']}").json() == OWN
    assert talk.client.get("/api/v1/search", params={"q": "认养古树"}).json()["hits"][0]["code"] == OWN["code"]

    done = stack.command("import", "knowledge/starter", "--replace", "--json")
    assert (done.returncode, json.loads(done.stdout)["ended"]) == (0, 1)
    assert talk.say("那要多久")["outcome"] != "answered"
    assert talk.say("古树名木认养登记要带什么材料")["understanding"]["item"] is None
    assert stack.pids("actions") == pids


def test_import_that_cannot_be_read_changes_nothing(stack: Service, talk: Conversation, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('[{"code": "BS', encoding="utf-8")
    done = stack.command("import", str(broken), "--replace")
    assert done.returncode not in (0, 3)
    assert "Traceback" not in done.stderr
    assert talk.say("身份证丢了怎么补")["outcome"] in ABOUT_AN_ITEM
