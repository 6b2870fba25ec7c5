"""同行三的动作服务：一个动作，回一句固定的话。用法：python -m bench.peers_rasa.action 端口"""

from __future__ import annotations

import sys
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from bench.peers_rasa.whole import ACTION


class Answer(Action):
    """什么也不查，回一句。"""

    def name(self) -> str:
        return ACTION

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        dispatcher.utter_message(text="请带身份证到户籍所在地派出所办理。")
        return []


def main(port: int) -> None:
    executor = ActionExecutor()
    executor.register_action(Answer())
    create_app(executor).run(host="127.0.0.1", port=port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
