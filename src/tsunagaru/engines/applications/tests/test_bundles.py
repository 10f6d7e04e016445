"""Several applications together (まとめて申請): each question once, all handed in or none."""

from datetime import timedelta

import pytest
from django.utils.datastructures import MultiValueDict

from tsunagaru.engines.applications.models import Application, Bundle, Draft
from tsunagaru.engines.applications.queries import bundles as reads
from tsunagaru.engines.applications.queries.applications import drafts_of
from tsunagaru.engines.applications.services import bundle_ending, bundles, screens
from tsunagaru.engines.applications.services.drafts import CannotContinue, change_answers
from tsunagaru.engines.applications.services.expiring import expire_drafts
from tsunagaru.engines.applications.testing import GUIDE, NAME, NOON, OWNER, a_bundle, a_guide
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_resident
from tsunagaru.kernel.clock import day_of

pytestmark = pytest.mark.django_db
TODAY = day_of(NOON)
USER = {
    "user-family": ["小山"],
    "user-given": ["花子"],
    "user-family_kana": ["コヤマ"],
    "user-given_kana": ["ハナコ"],
    "user-birth_era": ["ad"],
    "user-birth_year": ["1990"],
    "user-birth_month": ["4"],
    "user-birth_day": ["1"],
}


def row_of(bundle):
    return Bundle.objects.get(pk=bundle)


def parts_of(bundle):
    row = row_of(bundle)
    return reads.parts_of(row, reads.drafts_in(row), TODAY)


def save(bundle, stop, raw, at=NOON):
    shown = {**raw, "_shown": sorted({name.split("-")[0] for name in raw})}
    return bundles.save_stop(row_of(bundle), stop, shown, MultiValueDict(), language="ja", at=at)


def fill_in(bundle):
    save(bundle, (0, "owner"), OWNER)
    save(bundle, (0, "dog"), NAME)
    if "user" not in parts_of(bundle)[1].left_out:
        save(bundle, (1, "user"), USER)
    save(bundle, (1, "meter"), {"meter": ["12-345"]})


def test_what_was_said_about_the_situation_is_not_asked_again():
    bundle = a_bundle()
    water = parts_of(bundle)[1]
    assert water.draft.answers["since"] == "2026-05-20"
    assert "since" in water.left_out


def test_a_resident_is_asked_for_the_name_once():
    bundle = a_bundle(resident=a_resident().id)
    dog, water = parts_of(bundle)
    assert "owner" not in dog.left_out
    assert water.left_out == {"user", "since"}
    asked, alone = reads.count_questions([dog, water], TODAY)
    assert asked < alone


def test_a_page_on_which_nothing_is_left_is_passed_over():
    bundle = a_bundle()
    save(bundle, (0, "owner"), OWNER)
    save(bundle, (1, "user"), USER)
    saved = save(bundle, (0, "dog"), NAME)
    assert saved.following == (1, "meter")


def test_a_question_that_the_guide_makes_needless_is_not_asked_unless_it_must_be_answered():
    bundle = a_bundle()
    notice, dog, water = GUIDE["steps"]
    a_guide(steps=[notice, dog, water | {"unasked": ["meter"]}])
    assert (1, "meter") not in reads.stops_of(parts_of(bundle), TODAY)
    save(bundle, (0, "owner"), OWNER)
    save(bundle, (0, "dog"), NAME)
    save(bundle, (1, "user"), USER)
    with pytest.raises(bundles.CannotSubmitBundle) as refusal:
        bundles.submit_bundle(bundle, language="ja", at=NOON)
    assert refusal.value.stop == (1, "meter")


def test_a_page_with_a_question_left_out_is_done_when_the_others_are_answered():
    bundle = a_bundle()
    notice, dog, water = GUIDE["steps"]
    a_guide(steps=[notice, dog | {"unasked": ["email"]}, water])
    owner = {name: value for name, value in OWNER.items() if name != "email"}
    assert save(bundle, (0, "owner"), owner).saved.errors == []


def test_who_is_meant_by_one_form_alone_is_asked_there_and_given_to_no_other():
    bundle = a_bundle()
    notice, dog, water = GUIDE["steps"]
    a_guide(steps=[notice, dog, water | {"apart": ["user"]}])
    save(bundle, (0, "owner"), OWNER)
    dog, water = parts_of(bundle)
    assert "user" not in water.left_out
    assert "user" not in water.draft.answers
    save(bundle, (1, "user"), {**USER, "user-given": ["太郎"], "user-family": ["見本"]})
    dog, water = parts_of(bundle)
    assert dog.draft.answers["owner"]["given"] != water.draft.answers["user"]["given"] == "太郎"


def test_a_changed_answer_reaches_every_application_that_took_it_over():
    bundle = a_bundle()
    save(bundle, (1, "user"), USER)
    save(bundle, (0, "owner"), {**OWNER, "owner-given": ["次郎"]})
    dog, water = parts_of(bundle)
    assert dog.draft.answers["owner"]["given"] == "次郎"
    assert water.draft.answers["user"]["given"] == "次郎"
    assert water.draft.answers["user"]["birth_on"] == "1990-04-01"


def test_all_are_handed_in_together_and_once():
    bundle = a_bundle()
    fill_in(bundle)
    first = bundles.submit_bundle(bundle, language="ja", at=NOON)
    assert bundles.submit_bundle(bundle, language="ja", at=NOON) == first
    assert Application.objects.count() == len(first) == 2
    told = published("bundle.submitted")
    assert [(one["procedures"], one["asked"], one["spared"]) for one in told] == [(2, 5, 2)]


def test_none_is_handed_in_while_one_is_incomplete():
    bundle = a_bundle()
    save(bundle, (0, "owner"), OWNER)
    save(bundle, (0, "dog"), NAME)
    with pytest.raises(bundles.CannotSubmitBundle) as refusal:
        bundles.submit_bundle(bundle, language="ja", at=NOON)
    assert refusal.value.stop == (1, "user")
    assert not Application.objects.exists()
    assert row_of(bundle).state == "open"


def test_a_signature_covers_only_what_was_signed():
    bundle = a_bundle()
    fill_in(bundle)
    screens.sign_bundle(bundle, name="小山 花子", strokes=[], at=NOON)
    assert row_of(bundle).signature == {"name": "小山 花子", "strokes": []}
    save(bundle, (0, "dog"), {"dog_name": ["クロ"]})
    assert row_of(bundle).signed_at is None
    assert row_of(bundle).signature is None
    assert row_of(bundle).void_at is not None
    screens.sign_bundle(bundle, name="小山 花子", strokes=[], at=NOON)
    assert row_of(bundle).void_at is None


@pytest.mark.parametrize(
    ("name", "strokes"),
    [("", []), ("", [[(1, 1)]]), ("あ" * 81, []), ("", [[(1, 1)] * 5000])],
    ids=["nothing", "a dot", "an endless name", "an endless line"],
)
def test_what_is_no_signature_is_refused(name, strokes):
    with pytest.raises(screens.CannotSign):
        screens.sign_bundle(a_bundle(), name=name, strokes=strokes, at=NOON)


def test_a_screen_shows_a_bundle_for_half_an_hour_and_only_by_its_last_code():
    bundle = a_bundle()
    first = screens.show_on_screen(bundle, at=NOON)
    code = screens.show_on_screen(bundle, at=NOON)
    assert reads.bundle_of_screen(first, NOON) is None
    assert reads.bundle_of_screen(code, NOON + timedelta(minutes=29)).pk == bundle
    assert reads.bundle_of_screen(code, NOON + timedelta(minutes=31)) is None


def test_a_bundle_untouched_for_thirty_days_is_given_up_and_emptied():
    bundle = a_bundle()
    assert expire_drafts(at=NOON + timedelta(days=29)) == 0
    assert expire_drafts(at=NOON + timedelta(days=30)) == 1
    assert row_of(bundle).state == "abandoned"
    assert row_of(bundle).situation == {}
    assert {row.state for row in Draft.objects.all()} == {"abandoned"}
    assert len(published("application.ended")) == Draft.objects.count()
    with pytest.raises(CannotContinue):
        bundles.submit_bundle(bundle, language="ja", at=NOON)
    assert expire_drafts(at=NOON + timedelta(days=31)) == 0


def test_a_bundle_lasts_as_long_as_what_was_touched_last_in_it():
    bundle = a_bundle()
    first, second = Draft.objects.order_by("bundled__position")
    change_answers(second.pk, {}, at=NOON + timedelta(days=20))
    assert expire_drafts(at=NOON + timedelta(days=40)) == 0
    first.refresh_from_db()
    assert (row_of(bundle).state, first.state) == ("open", "open")
    assert expire_drafts(at=NOON + timedelta(days=50)) == 1
    assert row_of(bundle).state == "abandoned"


def test_a_discarded_bundle_leaves_what_was_handed_in_of_it_alone():
    bundle = a_bundle()
    Draft.objects.filter(bundled__position=0).update(state="submitted")
    bundle_ending.discard_bundle(bundle, at=NOON)
    states = Draft.objects.order_by("bundled__position").values_list("state", flat=True)
    assert list(states) == ["submitted", "abandoned"]


def test_a_discarded_bundle_takes_its_drafts_along():
    bundle = a_bundle()
    bundle_ending.discard_bundle(bundle, at=NOON)
    assert set(Draft.objects.values_list("state", flat=True)) == {"abandoned"}


def test_its_drafts_are_listed_as_one_thing():
    resident = a_resident().id
    a_bundle(resident=resident)
    assert drafts_of(resident) == []
    assert [one.count for one in reads.bundles_of(resident)] == [2]
