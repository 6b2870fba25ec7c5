"""动作服务：接线，登记动作，只听本机。`python -m actions.server`。"""

from __future__ import annotations

import logging
import sys
from typing import Any, Final
from urllib.parse import urlsplit

from rasa_sdk import Action, Tracker
from rasa_sdk.endpoint import create_app
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.desk import Desk
from actions.road import ANSWERS, answer_turn
from knowledge.bundles import told
from knowledge.catalogue import Catalogue
from knowledge.connectors import load_connectors
from knowledge.search import open_search
from knowledge.settings import Settings, SettingsError, load_settings
from knowledge.storage.migrate import open_catalogue

NAME: Final = "action_{act}"


class AnswerAction(Action):
    """一个对话行为的动作；名字是 action_<行为>。"""

    def __init__(self, act: str, desk: Desk) -> None:
        self._act = act
        self._desk = desk

    def name(self) -> str:
        """引擎里用的名字。"""
        return NAME.format(act=self._act)

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """作答；轮放在 custom 里，状态用 SlotSet 记。"""
        turn, slots = answer_turn(self._desk, self._act, tracker.current_state())
        dispatcher.utter_message(json_message=turn)
        return [SlotSet(name, value) for name, value in slots.items()]


class Executor(ActionExecutor):
    """不要引擎每轮把整个领域（五十来个 KB）送来：动作都不看它。"""

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> dict[str, Any]:
        """送来就用，没送来是空的；rasa-sdk 自己的会要引擎再送一次。"""
        return payload.get("domain") or {}


def build_executor(desk: Desk) -> ActionExecutor:
    """登记全部动作。"""
    executor = Executor()
    for act in ANSWERS:
        executor.register_action(AnswerAction(act, desk))
    return executor


def open_desk(settings: Settings) -> Desk:
    """按设置打开目录和检索。"""
    engine = open_catalogue(settings.catalogue_url)
    search = open_search(engine, settings.index_root)
    search.find("预热")
    told("预热")
    return Desk(search, Catalogue(engine), settings.stale_months, connectors=load_connectors(settings.connectors))


def main() -> None:
    """启动服务；设置不对时只说一句就停。"""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        settings = load_settings()
        desk = open_desk(settings)
    except SettingsError as error:
        sys.exit(str(error))
    address = urlsplit(settings.actions_url)
    app = create_app(build_executor(desk))
    app.run(host=address.hostname, port=address.port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
