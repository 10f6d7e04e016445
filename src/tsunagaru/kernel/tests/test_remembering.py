"""Settings are read once in a sitting, and anew in the next."""

import pytest

from tsunagaru.kernel.remembering import forget, remembered, remembering


class Counted:
    """A read that tells how often it was done."""

    def __init__(self) -> None:
        self.reads = 0
        self.read = remembered(self._read)

    def _read(self, name: str) -> str:
        self.reads += 1
        return f"{name} {self.reads}"


def test_within_a_sitting_each_setting_is_read_once() -> None:
    counted = Counted()
    with remembering():
        assert counted.read("days") == counted.read("days") == "days 1"
        assert counted.read("fees") == "fees 2"


def test_outside_of_a_sitting_everything_is_read_anew() -> None:
    counted = Counted()
    assert [counted.read("days"), counted.read("days")] == ["days 1", "days 2"]


def test_the_next_sitting_sees_what_changed() -> None:
    counted = Counted()
    with remembering():
        counted.read("days")
    with remembering():
        assert counted.read("days") == "days 2"


def test_a_sitting_within_a_sitting_shares_what_is_remembered() -> None:
    counted = Counted()
    with remembering():
        counted.read("days")
        with remembering():
            assert counted.read("days") == "days 1"
        assert counted.read("days") == "days 1"


def test_what_was_written_anew_is_read_anew() -> None:
    counted = Counted()
    with remembering():
        counted.read("days")
        forget()
        assert counted.read("days") == "days 2"


def test_nothing_that_failed_is_remembered() -> None:
    there: list[str] = []

    @remembered
    def read() -> str:
        return there[0]

    with remembering():
        with pytest.raises(IndexError):
            read()
        there.append("there")
        assert read() == "there"
