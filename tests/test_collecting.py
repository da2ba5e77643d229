"""The search for circles of objects rests while records are made, and goes on afterwards."""

import gc
from threading import Barrier, Thread

import pytest

from exchangespec.collecting import collecting_nothing


def test_the_search_goes_on_when_the_last_is_done() -> None:
    """One within another, and one that ends with an error."""
    assert gc.isenabled()
    with collecting_nothing():
        with pytest.raises(ValueError, match="broken"), collecting_nothing():
            raise ValueError("broken")
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_had_it_off_finds_it_off() -> None:
    """It is left as it was found."""
    gc.disable()
    try:
        with collecting_nothing():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_threads_end_in_any_order() -> None:
    """The one that comes second may leave last."""
    both_in, first_out = Barrier(2, timeout=30), Barrier(2, timeout=30)
    seen: list[bool] = []

    def first() -> None:
        with collecting_nothing():
            both_in.wait()
        first_out.wait()

    def second() -> None:
        with collecting_nothing():
            both_in.wait()
            first_out.wait()
            seen.append(gc.isenabled())

    threads = [Thread(target=first), Thread(target=second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [False]
    assert gc.isenabled()
