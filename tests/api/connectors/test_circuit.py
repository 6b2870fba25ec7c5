"""断路：接连三次没有问到，歇三十秒；歇过了先放一个去试。"""

from __future__ import annotations

from api.connectors.circuit import FAILURES, SECONDS, Circuit


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def broken(clock: Clock) -> Circuit:
    circuit = Circuit(clock)
    for _ in range(FAILURES):
        assert circuit.admits()
        circuit.note(reached=False)
    return circuit


def test_it_rests_after_failures_in_a_row() -> None:
    clock = Clock()
    circuit = broken(clock)
    assert circuit.is_open()
    clock.now = SECONDS - 0.1
    assert not circuit.admits()


def test_one_success_starts_the_count_again() -> None:
    circuit = Circuit(Clock())
    for reached in (False, False, True, False, False):
        circuit.note(reached=reached)
    assert circuit.admits()
    assert circuit.failures == 2


def test_after_the_rest_one_is_let_through_to_try() -> None:
    clock = Clock()
    circuit = broken(clock)
    clock.now = SECONDS
    assert circuit.admits()
    assert not circuit.admits()
    circuit.note(reached=True)
    assert circuit.admits()
    assert not circuit.is_open()


def test_a_failed_try_rests_again() -> None:
    clock = Clock()
    circuit = broken(clock)
    clock.now = SECONDS
    assert circuit.admits()
    circuit.note(reached=False)
    clock.now = SECONDS * 2 - 0.1
    assert not circuit.admits()
    clock.now = SECONDS * 2
    assert circuit.admits()
