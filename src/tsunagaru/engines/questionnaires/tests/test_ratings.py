import uuid
from datetime import UTC, datetime

import pytest

from tsunagaru.engines.questionnaires import api
from tsunagaru.engines.questionnaires.models import Rating
from tsunagaru.engines.questionnaires.offers import OFFERS
from tsunagaru.engines.questionnaires.queries.invitations import open_invitation
from tsunagaru.ground.ledger.testing import published

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 1, 3, tzinfo=UTC)


def an_invitation(**more):
    return api.Invitation("dog-registration", uuid.uuid4(), **{"channel": "online", **more})


def test_a_rating_is_an_event_with_codes_only():
    rating = api.rate(an_invitation(age_band="20-39"), 4, at=AT, comment="よかったです")
    (event,) = published("service.rated")
    assert event["subject"] == rating
    assert event["service"] == "dog-registration"
    assert (event["score"], event["score_ge4"], event["age_band"]) == (4, "yes", "20-39")
    assert "よかった" not in str(event)


def test_one_thing_is_rated_once():
    invitation = an_invitation()
    api.rate(invitation, 5, at=AT)
    with pytest.raises(api.CannotRateTwice):
        api.rate(invitation, 1, at=AT)
    assert len(published("service.rated")) == 1


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_score_is_one_to_five(score):
    with pytest.raises(api.CannotRateSo):
        api.rate(an_invitation(), score, at=AT)


def test_the_table_does_not_lead_back_to_what_was_rated():
    invitation = an_invitation()
    api.rate(invitation, 5, at=AT)
    row = Rating.objects.get()
    assert invitation.about.hex not in row.about_index


def test_a_comment_is_added_once():
    invitation = an_invitation()
    api.rate(invitation, 2, at=AT)
    assert api.add_comment(invitation, "遅かった")
    assert not api.add_comment(invitation, "もう一度")
    assert [rating.comment for rating in api.comments_on("dog-registration")] == ["遅かった"]


def test_ratings_are_counted_by_service_and_score():
    for score in (5, 5, 3):
        api.rate(an_invitation(), score, at=AT)
    (stock,) = OFFERS.stocks
    counts = {row.codes["score"]: row.count for row in stock.read(AT)}
    assert counts == {"5": 2, "3": 1}


def test_one_tap_rates_and_a_comment_may_follow(client):
    path = an_invitation().path
    page = client.get(path)
    assert page.status_code == 200
    assert page.content.decode().count('name="score"') == 5
    assert client.post(path, {"score": "5"}).status_code == 302
    assert "ありがとうございました" in client.get(path).content.decode()
    assert client.post(path, {"comment": "助かりました"}).status_code == 302
    assert Rating.objects.get().comment == "助かりました"
    assert 'name="comment"' not in client.get(path).content.decode()


def test_a_second_tap_changes_nothing(client):
    path = an_invitation().path
    client.post(path, {"score": "5"})
    client.post(path, {"score": "1"})
    assert Rating.objects.get().score == 5


def test_a_comment_with_an_individual_number_is_refused_and_shown_again(client):
    path = an_invitation().path
    client.post(path, {"score": "5"})
    answer = client.post(path, {"comment": "1234 5678 9018"})
    assert answer.status_code == 422
    assert "マイナンバー" in answer.content.decode()
    assert Rating.objects.get().comment is None


@pytest.mark.parametrize("score", ["0", "6", "x", "５", ""])
def test_a_forged_score_rates_nothing(client, score):
    path = an_invitation().path
    assert client.post(path, {"score": score}).status_code == 302
    assert not Rating.objects.exists()


def test_a_forged_or_changed_address_is_not_found(client):
    invitation = an_invitation()
    assert client.get("/rate/dog-registration/forged/").status_code == 404
    assert client.get(f"/rate/bulky-waste/{invitation.token}/").status_code == 404


def test_an_address_says_nothing_of_the_person_and_opens_all_the_same():
    invitation = an_invitation(age_band="20-39", district="d01")
    for told in ("20-39", "d01", "online", invitation.about.hex):
        assert told not in invitation.path
    assert api.Invitation is type(opened := open_invitation(invitation.service, invitation.token))
    assert (opened.age_band, opened.district, opened.about) == ("20-39", "d01", invitation.about)


@pytest.mark.parametrize("change", ["{}xxxx", "xxxx{}", "{}x", "あ{}", "x"])
def test_a_changed_end_of_an_address_opens_nothing(client, change):
    token = change.format(an_invitation().token)
    assert client.get(f"/rate/dog-registration/{token}/").status_code == 404


def test_ratings_are_named_to_nobody():
    (privacy,) = OFFERS.privacy
    assert privacy.tables == ("questionnaires.Rating",)
    assert "無記名" in str(privacy.export(uuid.uuid4()))
    assert privacy.erase(uuid.uuid4(), AT).erased == 0
