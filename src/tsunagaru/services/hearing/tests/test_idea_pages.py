"""The pages of idea rounds (アイデア募集の画面)."""

import re
from uuid import uuid4

import pytest

from tsunagaru.ground.people.testing import (
    a_clerk,
    a_head,
    a_resident,
    actor_of,
    link_a_card,
    sign_in,
)
from tsunagaru.kernel import clock
from tsunagaru.kernel.individual_number import check_digit
from tsunagaru.services.hearing.models import Idea, SupportMark, Tally
from tsunagaru.services.hearing.rules.rounds import IdeaState
from tsunagaru.services.hearing.services.supporting import hand_slip
from tsunagaru.services.hearing.testing import (
    a_listed_idea,
    a_round,
    a_voter,
    an_idea,
    answered,
    let_vote,
)

pytestmark = pytest.mark.django_db
GOOD = {"title": "夜の図書館", "text": "金曜日だけ夜8時まで開けてほしい。"}


@pytest.fixture
def row():
    return a_round(clock.now())


@pytest.fixture
def ballot(row):
    for _ in range(3):
        a_listed_idea(row, at=clock.now())
    return let_vote(row)


def text(answer):
    return answer.content.decode()


def counts():
    return list(Tally.objects.order_by("idea__number").values_list("count", flat=True))


def test_a_resident_proposes_and_sees_it_until_it_is_taken_back(client, row):
    sign_in(client, a_voter())
    here = f"/hearing/ideas/{row.number}/"
    assert "アイデアを提案する" in text(client.get(here))
    assert client.post(f"{here}propose/", GOOD | {"title": ""}).status_code == 422
    answer = client.post(f"{here}propose/", GOOD)
    assert "アイデアを受け付けました" in text(client.get(answer.url))
    assert GOOD["title"] not in text(client.get(here))  # not before the town looked at it
    assert GOOD["title"] in text(client.get("/hearing/ideas/mine/"))
    withdraw = f"/hearing/ideas/mine/{Idea.objects.get().pk}/withdraw/"
    assert client.post(withdraw).status_code == 302
    assert client.post(withdraw).status_code == 409
    assert Idea.objects.get().state == IdeaState.WITHDRAWN


def test_somebody_elses_idea_looks_like_none(client, row):
    idea = an_idea(row, at=clock.now())
    sign_in(client, a_voter())
    for key in (idea.pk, uuid4()):
        assert client.post(f"/hearing/ideas/mine/{key}/withdraw/").status_code == 404


def test_an_individual_number_is_refused(client, row):
    number = f"12345678901{check_digit('12345678901')}"
    sign_in(client, a_voter())
    answer = client.post(f"/hearing/ideas/{row.number}/propose/", GOOD | {"text": number})
    assert answer.status_code == 422
    assert not Idea.objects.exists()


def test_a_flood_of_ideas_is_stopped(client, row):
    sign_in(client, a_voter())
    there = f"/hearing/ideas/{row.number}/propose/"
    assert [client.post(there, GOOD).status_code for _ in range(6)] == [302] * 5 + [429]


def test_who_is_not_known_is_told_how_to_become_so(client, ballot):
    person = a_resident(source="self", district="k1")
    sign_in(client, person)
    there = f"/hearing/ideas/{ballot.number}/support/"
    assert "マイナンバーカードを登録する" in text(client.get(there))
    assert client.post(there, {"idea": "1", "step": "cast"}).status_code == 409
    assert counts() == [0, 0, 0]
    link_a_card(person)
    assert client.post(there, {"idea": "1", "step": "cast"}).status_code == 302


def test_a_vote_is_looked_at_once_more_and_then_counts(client, ballot):
    sign_in(client, a_voter())
    there = f"/hearing/ideas/{ballot.number}/support/"
    assert "あとから変えることも、取り消すこともできません" in text(client.get(there))
    page = text(client.post(there, {"idea": ["1", "3"], "step": "check"}))
    assert "この内容で投票する" in page
    assert not SupportMark.objects.exists()
    answer = client.post(there, {"idea": ["1", "3"], "step": "cast"})
    assert "投票を受け付けました" in text(client.get(answer.url))
    assert counts() == [1, 0, 1]
    assert client.post(there, {"idea": "2", "step": "cast"}).status_code == 409
    assert "投票は済んでいます" in text(client.get(there))
    assert counts() == [1, 0, 1]


@pytest.mark.parametrize("ideas", [[], ["9"], ["1", "1"], ["1", "2", "3"], ["x"], ["٣"]])
def test_what_cannot_be_chosen_is_said(client, ballot, ideas):
    sign_in(client, a_voter())
    answer = client.post(
        f"/hearing/ideas/{ballot.number}/support/", {"idea": ideas, "step": "cast"}
    )
    assert answer.status_code == 422
    assert "error-summary" in text(answer)
    assert not SupportMark.objects.exists()


def test_outside_its_days_the_pages_take_no_votes(client, row):
    sign_in(client, a_voter())
    for page in ("support", "slip"):
        there = f"/hearing/ideas/{row.number}/{page}/"
        assert client.get(there).status_code == 409
        assert client.post(there, {"idea": "1", "step": "cast"}).status_code == 409


def hand_out(client, ballot, person):
    """Search for a resident at the counter, and print the slip; return its form."""
    there = f"/staff/hearing/ideas/{ballot.number}/slip/"
    found = text(client.post(there, {"phone": "0550761111"}))
    press = re.search(r'name="press" value="([^"]+)"', found)
    assert press
    assert str(person.id) in found
    return there, {"press": press[1], "resident": str(person.id)}


def test_a_slip_is_printed_at_the_counter_and_once_only(client, ballot):
    person = a_voter()
    sign_in(client, a_clerk(section="jumin"))  # any counter, not only the desk
    there, form = hand_out(client, ballot, person)
    answer = client.post(there, form)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert client.post(there, form).content.startswith(b"%PDF-")  # the same slip again
    assert client.post(there, form | {"press": str(uuid4())}).status_code == 409
    assert SupportMark.objects.count() == 1


def test_guessing_codes_is_slow(client, ballot):
    there = f"/hearing/ideas/{ballot.number}/slip/"
    wrong = {"idea": "1", "code": "3333-3333-3333", "step": "cast"}
    seen = {client.post(there, wrong).status_code for _ in range(20)}
    assert seen == {422}
    assert client.post(there, wrong).status_code == 429
    assert counts() == [0, 0, 0]


@pytest.mark.parametrize("place", ["/hearing/ideas/1/slip/", "/staff/hearing/ideas/1/box/"])
def test_a_slip_counts_on_a_phone_or_out_of_the_box(client, ballot, place):
    clerk = a_clerk(section="jumin")
    code = hand_slip(ballot.pk, a_voter().id, uuid4(), by=actor_of(clerk), at=clock.now())
    sign_in(client, clerk)
    form = {"idea": ["2"], "code": code}
    page = text(client.post(place, form | {"step": "check"}))
    assert f'value="{code}"' in page
    assert counts() == [0, 0, 0]
    answer = client.post(place, form | {"step": "cast"})
    assert code not in answer.url
    assert "投票を受け付けました" in text(client.get(answer.url))
    assert counts() == [0, 1, 0]
    assert client.post(place, form | {"step": "cast"}).status_code == 422


def test_the_box_takes_many_slips_in_a_row(client, ballot):
    sign_in(client, a_clerk(section="jumin"))
    there = f"/staff/hearing/ideas/{ballot.number}/box/"
    wrong = {"idea": "1", "code": "3333-3333-3333", "step": "cast"}
    assert {client.post(there, wrong).status_code for _ in range(25)} == {422}


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_every_page_speaks_three_languages(client, ballot, language):
    sign_in(client, a_voter())
    client.cookies["language"] = language
    for page in ("", f"{ballot.number}/", f"{ballot.number}/support/", f"{ballot.number}/slip/"):
        assert client.get(f"/hearing/ideas/{page}").status_code == 200


def test_staff_see_no_number_before_the_count(client, ballot):
    person = a_voter()
    sign_in(client, person)
    client.post(f"/hearing/ideas/{ballot.number}/support/", {"idea": "2", "step": "cast"})
    sign_in(client, a_head(section="koho"))
    before = text(client.get(f"/staff/hearing/ideas/{ballot.number}/"))
    assert "職員にも表示されません" in before
    assert "支持の数" not in before


def test_only_the_desk_and_its_approvers_open_the_staff_pages(client, row):
    idea = an_idea(row, at=clock.now())
    sign_in(client, a_clerk(section="jumin"))
    for there in (f"ideas/{row.number}/", f"idea/{idea.pk}/", "ideas/new/"):
        assert client.get(f"/staff/hearing/{there}").status_code == 404
    assert row.title in text(client.get("/staff/hearing/ideas/"))
    sign_in(client, a_clerk(section="koho"))
    page = text(client.get(f"/staff/hearing/idea/{idea.pk}/"))
    assert GOOD["text"] in page
    assert "小山 花子" not in page  # the author is named to nobody


def test_the_result_shows_numbers_and_answers(client, ballot):
    for _ in range(5):
        sign_in(client, a_voter())
        client.post(f"/hearing/ideas/{ballot.number}/support/", {"idea": "2", "step": "cast"})
    answered(ballot)
    page = text(client.get(f"/hearing/ideas/{ballot.number}/"))
    assert "支持 5人" in page
    assert "来年度に始めます。" in page
    assert page.index("支持 5人") < page.index("支持 0人")
    assert "投票した方 5人" in page
    assert actor_of(a_voter()).resident
