"""The list of events tells what may be asked of them."""

from tsunagaru.ground.ledger.api import describe_events


def test_every_event_is_described_with_what_may_be_asked_of_it():
    text = describe_events()
    section = text.split("## `ledger.books_checked`")[1].split("\n## ")[0]
    assert "夜間の突合" in section
    assert "- 区分: `balanced`、`channel`" in section
    assert "- 計量値: `waiting`、`dead`" in section


def test_events_of_tests_are_not_described():
    assert "ledger.happened" not in describe_events()
