"""对话的账：历史、重发、同时发、评价。"""

from __future__ import annotations

import threading

import httpx

from tests.stack.visitor import Conversation, choices_of

LOST_CARD = "身份证丢了咋补，要带什么，几天能拿到"


def test_history_holds_every_turn_as_it_was_given(talk: Conversation) -> None:
    first = talk.say(LOST_CARD)
    choice = choices_of(first)[0]
    second = talk.click(choice)
    third = talk.say("谢谢")
    told = talk.history()
    assert [message["turn"] for message in told] == [first, second, third]
    assert [message["text"] for message in told] == [LOST_CARD, None, "谢谢"]
    assert [message["payload"] for message in told] == [None, choice["payload"], None]
    assert len({message["turn"]["id"] for message in told}) == 3


def test_history_comes_with_the_greeting_and_the_door(talk: Conversation) -> None:
    answer = talk.client.get(f"{talk.address}/messages", headers=talk.headers).json()
    assert answer["greeting"] == talk.opened["greeting"]
    assert (answer["id"], answer["channel"], answer["messages"]) == (talk.opened["id"], "web", [])


def test_message_sent_again_with_its_key_is_answered_once(talk: Conversation) -> None:
    body, headers = {"text": LOST_CARD}, {"Idempotency-Key": "key-1"}
    first, again = talk.post(body, headers=headers), talk.post(body, headers=headers)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert len(talk.history()) == 1


def test_key_used_for_another_message_is_refused(talk: Conversation) -> None:
    headers = {"Idempotency-Key": "key-1"}
    assert talk.post({"text": LOST_CARD}, headers=headers).status_code == 200
    assert talk.post({"text": "护照"}, headers=headers).status_code == 422
    assert len(talk.history()) == 1


def _at_once(talk: Conversation, count: int) -> list[int]:
    """同时发几条，返回各自的状态码。"""
    start, statuses = threading.Barrier(count), []

    def send(client: httpx.Client) -> None:
        start.wait()
        answer = client.post(f"{talk.address}/messages", json={"text": LOST_CARD}, headers=talk.headers)
        statuses.append(answer.status_code)

    clients = [httpx.Client(base_url=talk.client.base_url, trust_env=False, timeout=10.0) for _ in range(count)]
    threads = [threading.Thread(target=send, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for client in clients:
        client.close()
    return sorted(statuses)


def test_messages_at_once_are_answered_one_after_the_other(talk: Conversation) -> None:
    rounds = [_at_once(talk, 2) for _ in range(3)]
    assert rounds == [[200, 200]] * 3
    assert len({message["turn"]["id"] for message in talk.history()}) == 6


def test_after_three_at_once_the_conversation_goes_on(talk: Conversation) -> None:
    _at_once(talk, 3)
    assert talk.say("那要多少钱")["outcome"] == "answered"


def test_rating_is_taken_and_can_be_changed(talk: Conversation) -> None:
    talk.say(LOST_CARD)
    for body in ({"level": 5, "reasons": [], "comment": "清楚"}, {"level": 2}):
        answer = talk.client.post(f"{talk.address}/rating", json=body, headers=talk.headers)
        assert answer.status_code == 204, answer.text
