"""Public questions and answers (質問と回答の公開)."""

import pytest

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of
from tsunagaru.ground.search import api as search
from tsunagaru.services.hearing.models import PublicAnswer
from tsunagaru.services.hearing.offers.privacy import erase
from tsunagaru.services.hearing.services import leaving, publishing
from tsunagaru.services.hearing.testing import (
    NOON,
    PUBLIC,
    a_hearing_town,
    a_public_answer,
    an_answered,
    an_inquiry,
    assigned,
)

pytestmark = pytest.mark.django_db


def hits():
    return [hit.title for hit in search.find("燃やすごみ", audiences={"public"})]


def key_of(public):
    """Return the inquiry that a public answer was made of."""
    assert public.inquiry_id is not None
    return public.inquiry_id


def found(client, query=""):
    return client.get(f"/hearing/answers/{query}").content.decode()


def write(row, words=PUBLIC, *, confirmed=False, seen=""):
    clerk = actor_of(a_clerk())
    publishing.write(row.pk, words, by=clerk, at=NOON)
    publishing.publish_answer(
        row.pk, seen=seen or words.digest, confirmed=confirmed, by=clerk, at=NOON
    )


def test_it_is_public_with_its_topic_and_found_by_words(client):
    row = a_public_answer()
    assert "ごみの日" in found(client)
    assert "ごみの日" in found(client, "?topic=waste&q=燃やす　金曜日")
    for query in ("?topic=tax", "?q=水道"):
        assert "ごみの日" not in found(client, query)
    assert client.get(f"/hearing/answers/{row.number}/").status_code == 200
    assert len(audited("inquiry.published")) == 1
    assert hits() == ["ごみの日"]


def test_without_consent_or_answer_nothing_becomes_public():
    for row in (an_answered(), assigned(an_inquiry(may_publish=True))):
        with pytest.raises(publishing.CannotPublish):
            write(row)
    assert not PublicAnswer.objects.exists()


@pytest.mark.parametrize("text", ["小山花子です", "hanako77@example.jp です", "0550761111です"])
def test_what_belongs_to_the_sender_stops_it_even_if_confirmed(text):
    person = a_resident(
        family="小山", given="花子", email="hanako77@example.jp", phone="0550761111"
    )
    row = an_answered(may_publish=True, resident=person.id)
    with pytest.raises(publishing.CannotPublish, match="送った方"):
        write(row, publishing.Words("題", text, "答え"), confirmed=True)


def test_what_is_marked_needs_a_person_to_confirm_it():
    row = an_answered(may_publish=True)
    words = publishing.Words("題", "どこですか。", "0550-76-0000へ")
    with pytest.raises(publishing.CannotPublish, match="確かめて"):
        write(row, words)
    write(row, words, confirmed=True)
    assert PublicAnswer.objects.get().confirmed == words.digest


def test_words_that_changed_after_they_were_seen_are_not_published():
    row = an_answered(may_publish=True)
    with pytest.raises(publishing.CannotPublish, match="変わりました"):
        write(row, seen="another")


def test_writing_anew_takes_down_what_was_public(client):
    row = a_public_answer()
    publishing.write(key_of(row), PUBLIC, by=actor_of(a_clerk()), at=NOON)
    assert client.get(f"/hearing/answers/{row.number}/").status_code == 404


@pytest.mark.parametrize("who", ["sender", "town", "erasure"])
def test_it_goes_at_once_when_the_sender_the_town_or_an_erasure_wants_it(who, client):
    person = a_resident()
    row = a_public_answer()
    row.inquiry.resident = person.id
    row.inquiry.save()
    if who == "sender":
        leaving.allow_publishing(key_of(row), allowed=False, at=NOON)
    elif who == "town":
        publishing.unpublish(key_of(row), by=actor_of(a_clerk()), at=NOON)
    else:
        erase(person.id, NOON)
    assert published("inquiry.unpublished")[0]["by"] == who
    assert "ごみの日" not in found(client)
    assert client.get(f"/hearing/answers/{row.number}/").status_code == 404
    assert hits() == []


def test_a_town_without_hearing_has_no_such_page(client):
    assert client.get("/hearing/answers/").status_code == 404
    a_hearing_town()
    assert client.get("/hearing/answers/").status_code == 200
