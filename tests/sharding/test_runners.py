"""Runners give what a function returns for each task, in the order of the tasks."""

import pytest

from exchangespec.sharding.runners import InTurn, Processes, Telling, runner_of


@pytest.mark.parametrize("runner", [InTurn(), Processes(2), runner_of(1), runner_of(2)])
def test_results_come_in_the_order_of_tasks(runner: InTurn | Processes) -> None:
    """However many processes there are."""
    assert list(runner.run(hex, list(range(5)))) == ["0x0", "0x1", "0x2", "0x3", "0x4"]
    assert list(runner.run(hex, [])) == []


def test_how_far_it_is_is_told() -> None:
    """Before the first task, and after each; what the function says of itself is passed on."""
    told: list[tuple[str, int, int]] = []
    runner = Telling(InTurn(), lambda *given: told.append(given))
    assert list(runner.run(hex, [1, 2])) == ["0x1", "0x2"]
    assert told == [("", 0, 2), ("", 1, 2), ("", 2, 2)]
