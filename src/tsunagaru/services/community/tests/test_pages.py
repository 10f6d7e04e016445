"""Pages of clerks, households and district heads (画面)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Circular, Standing
from tsunagaru.services.community.queries import sheets
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.testing import (
    a_circular,
    a_digital_home,
    a_home,
    a_leader,
    a_town_with_districts,
)

pytestmark = pytest.mark.django_db
NOT_FOUND, UNFIT = 404, 422


@pytest.fixture(autouse=True)
def _town():
    a_town_with_districts()


def client_of(person):
    return sign_in(Client(), person)


def out_now(**changes):
    at = clock.now()
    return a_circular(at=at, **{"due_on": day_of(at) + timedelta(days=14)} | changes)


def text(answer):
    return answer.content.decode()


def test_what_is_missing_in_the_form_is_told_and_nothing_is_kept():
    clerk = client_of(a_clerk())
    given = {"title_ja": "", "body_ja": "本文", "due_on": "2020-01-01", "form": "round"}
    answer = clerk.post(reverse("community:write"), given | {"section": "jumin"})
    assert answer.status_code == UNFIT
    assert "題名を入力してください" in text(answer)
    assert "今日から1年以内" in text(answer)
    assert not Circular.objects.exists()


def test_half_of_another_language_is_refused():
    clerk = client_of(a_clerk())
    day = day_of(clock.now()) + timedelta(days=9)
    given = {"section": "jumin", "title_ja": "題", "body_ja": "本文", "form": "round"}
    answer = clerk.post(reverse("community:write"), given | {"due_on": day, "title_en": "Title"})
    assert "両方とも空けてください" in text(answer)


def test_another_section_cannot_be_written_for():
    clerk = client_of(a_clerk(section="zeimu"))
    day = day_of(clock.now()) + timedelta(days=9)
    given = {"section": "jumin", "title_ja": "題", "body_ja": "本文", "form": "round"}
    assert clerk.post(reverse("community:write"), given | {"due_on": day}).status_code == UNFIT


def test_an_act_that_does_not_fit_is_told_in_words():
    clerk = client_of(a_clerk())
    row = out_now()
    address = reverse("community:act", args=[row.pk])
    answer = clerk.post(address, {"act": "ask"}, follow=True)
    assert "その操作はできません" in text(answer)
    assert clerk.post(address, {"act": "withdraw"}).status_code == UNFIT
    row.refresh_from_db()
    assert row.state == "out"


def test_a_reader_finds_the_circular_in_english_and_gives_the_receipt():
    home = a_digital_home(at=clock.now())
    words = {
        "ja": {"title": "清掃", "body": "本文"},
        "en": {"title": "Cleaning day", "body": "Bring gloves."},
    }
    row = out_now(words=words)
    phone = client_of(home.members[0])
    phone.cookies["language"] = "en"
    listed = text(phone.get(reverse("community:circulars"), headers={"accept-language": "en"}))
    assert "清掃" in listed or "Cleaning day" in listed
    phone.get(reverse("community:read", args=[row.pk]))
    phone.post(reverse("community:read", args=[row.pk]))
    one = row.deliveries.get()
    assert (one.opened_by, bool(one.confirmed_at)) == (home.members[0], True)


def test_looking_without_reading_gives_no_receipt():
    home = a_digital_home(at=clock.now())
    row = out_now()
    client_of(home.members[0]).head(reverse("community:read", args=[row.pk]))
    assert row.deliveries.get().opened_at is None


def test_who_lives_elsewhere_does_not_find_it():
    other = a_home("k2", at=clock.now())
    a_home("k1", at=clock.now())
    row = out_now(districts=("k1",))
    phone = client_of(other.members[0])
    assert phone.get(reverse("community:read", args=[row.pk])).status_code == NOT_FOUND


def test_who_moved_in_today_reads_and_gives_the_receipt():
    a_home(at=clock.now())
    row = out_now()
    new = a_home(at=clock.now())
    client_of(new.members[0]).get(reverse("community:read", args=[row.pk]))
    assert row.deliveries.get(household=new.id).opened_by == new.members[0]


def test_a_resident_without_a_known_household_reads_and_cannot_stop_paper():
    person = a_resident(district="k1")
    row = out_now()
    phone = client_of(person)
    assert "一斉清掃" in text(phone.get(reverse("community:read", args=[row.pk])))
    assert "世帯の登録が確かめられない" in text(phone.get(reverse("community:circulars")))
    answer = phone.post(reverse("community:wish"), {"wish": "digital"})
    assert answer.status_code == NOT_FOUND


def test_the_trial_cannot_be_confirmed_by_who_was_not_asked():
    home = a_home()
    phone = client_of(home.members[0])
    assert phone.post(reverse("community:trial")).status_code == NOT_FOUND
    assert phone.post(reverse("community:wish"), {"wish": "nothing"}).status_code == UNFIT
    assert not Standing.objects.exists()


def test_a_look_at_households_and_a_list_on_paper_are_audited():
    a_home(group="k1-1", at=clock.now())
    row = out_now()
    clerk = client_of(a_clerk())
    answer = clerk.get(reverse("community:receipts", args=[row.pk, "k1"]))
    assert "小山" in text(answer)
    pdf = clerk.get(reverse("community:paper", args=[row.pk, "k1"]))
    assert pdf.content.startswith(b"%PDF-")
    group = clerk.get(reverse("community:paper", args=[row.pk, "k1"]), {"group": "k1-2"})
    assert group.content.startswith(b"%PDF-")
    assert len(audited("circular.receipts_viewed")) == 1
    assert len(audited("circular.list_printed")) == 2
    nowhere = clerk.get(reverse("community:paper", args=[row.pk, "k1"]), {"group": "x"})
    assert nowhere.status_code == NOT_FOUND


def test_the_sheet_names_who_gets_paper_and_nobody_else(monkeypatch):
    at = clock.now()
    grandma = a_home(group="k1-1", at=at, family="紙野", kana_family="カミノ")
    a_digital_home(group="k1-1", at=at, family="電野", kana_family="デンノ")
    row = out_now()
    head = a_leader(grandma.members[0], duty=Duty.GROUP, group="k1-1", at=at)
    made = {}
    monkeypatch.setattr(documents, "render", lambda _, data, **__: made.update(data) or b"")
    sheets.paper(row, "k1", None, at=at)
    first, second = made["groups"]
    assert [one["name"] for one in first["households"]] == ["紙野 様"]
    assert first["taker"] == f"組長　{head.name}　様"
    assert second["taker"] == sheets.NOBODY
    assert (first["copies"], made["spare"]) == (2, 2)


def test_a_groups_head_gets_the_own_groups_list_only():
    at = clock.now()
    mine = a_home(group="k1-1", at=at)
    a_home(group="k1-2", at=at)
    row = out_now()
    a_leader(mine.members[0], duty=Duty.GROUP, group="k1-1", at=at)
    phone = client_of(mine.members[0])
    address = reverse("community:head_paper", args=["k1", row.pk])
    assert phone.get(address, {"group": "k1-1"}).content.startswith(b"%PDF-")
    assert phone.get(address, {"group": "k1-2"}).status_code == NOT_FOUND
    assert phone.get(address).status_code == NOT_FOUND
    assert phone.get(reverse("community:head_write", args=["k1"])).status_code == NOT_FOUND
    assert "第1組" in text(phone.get(reverse("community:district", args=["k1"])))


def test_a_clerk_enters_a_head_by_kana_and_birth_date():
    home = a_home("k1", kana_family="クチョウ", kana_given="ハジメ")
    clerk = client_of(a_clerk())
    given = {"kana": "クチョウ ハジメ", "birth_on": "1988-04-02", "from_on": day_of(clock.now())}
    address = reverse("community:appoint", args=["k1"])
    assert clerk.post(address, given | {"duty": "group"}).status_code == UNFIT
    wrong = clerk.post(address, given | {"duty": "head", "kana": "ダレカ"})
    assert "ちょうど一人は見つかりません" in text(wrong)
    assert "役職を登録しました" in text(clerk.post(address, given | {"duty": "head"}, follow=True))
    phone = client_of(home.members[0])
    assert phone.get(reverse("community:head_write", args=["k1"])).status_code != NOT_FOUND


def test_a_household_is_put_into_a_group_by_one_of_its_members():
    home = a_home("k1", kana_family="クミイ", kana_given="ハナ")
    clerk = client_of(a_clerk())
    given = {"home-kana": "クミイ ハナ", "home-birth_on": "1988-04-02", "home-group": "k1-2"}
    clerk.post(reverse("community:group", args=["k1"]), given)
    assert Standing.objects.get(household=home.id).group == "k1-2"


def test_districts_are_for_the_section_that_minds_them():
    assert client_of(a_clerk()).get(reverse("community:staff_districts")).status_code != NOT_FOUND
    other = client_of(a_clerk(section="zeimu"))
    assert other.get(reverse("community:staff_districts")).status_code == NOT_FOUND


def test_a_head_notes_the_own_absence_and_is_told_of_a_wrong_date():
    home = a_home("k1", at=clock.now())
    a_leader(home.members[0], at=clock.now())
    phone = client_of(home.members[0])
    address = reverse("community:away", args=["k1"])
    assert "2026-04-01 のように" in text(phone.post(address, {"until": "明日"}, follow=True))
    until = day_of(clock.now()) + timedelta(days=3)
    assert "不在を記録しました" in text(phone.post(address, {"until": until}, follow=True))
    assert "今は不在になっています" in text(phone.get(reverse("community:district", args=["k1"])))


def test_a_head_hands_over_on_the_page():
    at = clock.now()
    home, other = a_home("k1", at=at), a_home("k1", at=at, family="次野")
    a_leader(home.members[0], at=at)
    a_leader(other.members[0], duty=Duty.DEPUTY, at=at)
    phone = client_of(home.members[0])
    address = reverse("community:hand_over", args=["k1"])
    assert "次の区長を選んでください" in text(phone.post(address, {}, follow=True))
    answer = phone.post(address, {"successor": str(other.members[0])}, follow=True)
    assert "次の区長：次野" in text(answer)
