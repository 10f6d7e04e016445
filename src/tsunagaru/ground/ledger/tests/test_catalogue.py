"""The list of events is complete and not stale."""

from pathlib import Path

import pytest

from tsunagaru.ground.ledger.api import describe_events

PAGE = Path(__file__).parents[5] / "docs" / "events.md"


def test_every_event_is_described_with_what_may_be_asked_of_it():
    text = describe_events()
    section = text.split("## `ledger.books_checked`")[1].split("\n## ")[0]
    assert "夜間の突合" in section
    assert "- 区分: `balanced`、`channel`" in section
    assert "- 計量値: `waiting`、`dead`" in section


def test_events_of_tests_are_not_described():
    assert "ledger.happened" not in describe_events()


@pytest.mark.skipif(not PAGE.exists(), reason="the page is generated with the first release")
def test_the_page_in_the_repository_is_not_stale():
    assert PAGE.read_text(encoding="utf-8") == describe_events()
