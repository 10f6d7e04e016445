"""Fields nobody asked for: they change nothing, whoever sends them."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.attacks.tables import changed, snapshot
from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.testing import NAME, OWNER, a_draft, an_application
from tsunagaru.engines.cases.models import Decision
from tsunagaru.ground.files.models import StoredFile
from tsunagaru.ground.people.models import Account, RoleGrant
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
LEDGER = {"ledger_event+", "ledger_delivery+"}
FORGED: dict[str, Any] = dict.fromkeys(
    (
        "id",
        "pk",
        "status",
        "state",
        "section",
        "is_staff",
        "is_superuser",
        "is_active",
        "role",
        "staff",
        "staff_id",
        "account",
        "fee",
        "fee_yen",
        "number",
        "case",
        "case_id",
        "outcome_ok",
        "due_on",
        "closed_at",
        "submitted_at",
        "by",
        "at",
        "label",
        "version",
        "version_id",
        "code_index",
        "age_band",
        "district",
        "language",
        "assignee",
        "priority",
        "plan",
    ),
    "1",
)


def post(client, address, *args, **fields):
    """Post fields together with all the forged ones; return the answer and what changed."""
    before = snapshot()
    answer = client.post(reverse(address, args=args), {**FORGED, **fields})
    return answer, changed(before, snapshot()) - LEDGER


def test_a_page_of_a_draft_keeps_its_own_questions_only(world):
    client, theirs = world.client("resident_a"), a_draft(resident=world.cast.resident_b.id)
    forged = {
        "resident": str(world.cast.resident_b.id),
        "channel": "counter",
        "draft": str(theirs),
        "answers": "{}",
        "expires_at": "2099-01-01",
        "dog_name": ["別のページ"],
        "_shown": ["owner", "email", "resident", "state"],
        "owner-birth_on": "2000-01-01",
    }
    answer, found = post(client, "applications:page", world.draft, "owner", **{**OWNER, **forged})
    assert answer.status_code == 302
    assert found <= {
        f"applications_draft.{n}" for n in ("answers", "page", "saved_at", "expires_at")
    }
    row = Draft.objects.get(pk=world.draft)
    assert (row.resident_id, row.channel) == (world.cast.resident_a.id, "online")
    assert row.answers["dog_name"] == "ポチ"
    assert set(row.answers) <= {"owner", "email", "dog_name", "photo"}


def test_files_cannot_be_named_into_an_answer_nor_dropped_from_anothers(world):
    client = world.client("resident_b")
    mine = a_draft(resident=world.cast.resident_b.id)
    named = f'[{{"id": "{world.file}", "name": "a.pdf", "size": 1}}]'
    for fields in ({"photo": named}, {"photo": str(world.file)}, {"photo-drop": str(world.file)}):
        answer, found = post(client, "applications:page", mine, "dog", **{**NAME, **fields})
        assert answer.status_code in {302, 422}
        assert not [one for one in found if one.startswith("files_")]
        assert not Draft.objects.get(pk=mine).answers.get("photo")
    assert StoredFile.objects.filter(pk=world.file).exists()


def test_handing_in_takes_nothing_from_the_form(world):
    answer, _ = post(
        world.client("resident_a"),
        "applications:submit",
        world.draft,
        resident=str(world.cast.resident_b.id),
        channel="counter",
        procedure="x",
        draft=str(uuid4()),
        email="evil@example.jp",
    )
    made = Application.objects.get(draft=world.draft)
    assert answer["Location"] == reverse("applications:done", args=[made.pk])
    known = (made.resident_id, made.channel, made.procedure, made.staff, made.language)
    assert known == (world.cast.resident_a.id, "online", "dog", None, "ja")
    assert made.email != "evil@example.jp"


def test_a_correction_changes_the_one_field_that_was_asked_for(world):
    client = world.client("resident_a")
    before = Application.objects.get(pk=world.application).answers
    answer, found = post(
        client,
        "applications:correct",
        world.application,
        dog_name="コロ",
        email="evil@example.jp",
        _shown=["owner", "email"],
        **{"owner-family": "偽"},
    )
    assert answer.status_code == 302
    after = Application.objects.get(pk=world.application).answers
    assert after == {**before, "dog_name": "コロ"}
    assert "applications_application.resident_id" not in found
    assert "applications_application.section" not in found


def test_a_profile_takes_contact_data_only(world):
    fields = {
        "postal_code": "410-1395",
        "prefecture": "静岡県",
        "city": "駿東郡小山町",
        "town": "藤曲",
        "street": "1",
        "phone": "0550761111",
        "family": "偽",
        "birth_on": "1900-01-01",
        "resident": str(world.cast.resident_b.id),
        "login": "head",
        "source": "x",
    }
    answer, found = post(world.client("resident_a"), "people:edit", **fields)
    assert answer.status_code == 302
    kept = (
        "postal_code",
        "address",
        "building",
        "phone",
        "phone_index",
        "email",
        "email_index",
        "district_id",
    )
    beyond = found - {f"people_resident.{name}" for name in kept}
    assert not [one for one in beyond if "updated" not in one and "changed" not in one], beyond


def test_signing_up_makes_a_resident_and_nothing_more(world):
    grants, known = RoleGrant.objects.count(), set(Account.objects.values_list("pk", flat=True))
    fields = {
        "family": "小山",
        "given": "次郎",
        "kana_family": "コヤマ",
        "kana_given": "ジロウ",
        "birth_on": "1990-01-01",
        "email": "jiro-new@example.jp",
        "agree": "on",
        "password": "nagai-aikotoba-2026",
        "resident": str(world.cast.resident_a.id),
        "groups": "1",
        "user_permissions": "1",
    }
    answer, _ = post(world.client("anonymous"), "people:sign_up", **fields)
    assert answer.status_code in {200, 302}
    for made in Account.objects.exclude(pk__in=known):
        assert made.staff_id is None
        assert made.resident_id != world.cast.resident_a.id
        assert not getattr(made, "is_superuser", False)
    assert RoleGrant.objects.count() == grants


def test_a_decision_is_made_by_who_is_signed_in_and_says_what_the_form_knows(world):
    made = an_application(resident=world.cast.resident_a.id, at=clock.now())
    client = world.client("clerk")
    answer, found = post(client, "cases:decide", made.case, outcome="nothing", reason="x")
    assert (answer.status_code, found) == (422, set())
    post(
        client,
        "cases:decide",
        made.case,
        outcome="granted",
        reason="",
        confirmed="on",
        by_name="町長",
        case=str(world.case),
        on_time="no",
    )
    decision = Decision.objects.get(case=made.case)
    assert decision.by == world.cast.clerk.id
    assert decision.label == "登録しました"
    assert not Decision.objects.filter(case=world.case).exists()


@pytest.mark.parametrize("resident", ["clerk", "case", "draft", "missing", "text"])
def test_the_counter_takes_residents_only(world, resident):
    ids = {
        "clerk": world.cast.clerk.id,
        "case": world.case,
        "draft": world.draft,
        "missing": uuid4(),
        "text": "x",
    }
    answer, found = post(
        world.client("clerk"),
        "applications:counter",
        procedure="dog",
        channel="online",
        resident=str(ids[resident]),
    )
    assert (answer.status_code, found) == (404, set())


def test_the_counter_never_files_as_if_online(world):
    post(
        world.client("clerk"),
        "applications:counter",
        procedure="dog",
        channel="online",
        resident=str(world.cast.resident_a.id),
        staff=str(world.cast.head.id),
    )
    row = Draft.objects.latest("started_at")
    assert (row.channel, row.staff) == ("counter", world.cast.clerk.id)


def test_nobody_gives_a_role_to_themselves_or_in_another_section(world):
    head = world.client("head")
    day = {"from_on": "2026-04-01", "role": "dx_office"}
    for section, staff in (
        ("jumin", world.cast.head.id),
        ("zeimu", world.cast.other_clerk.id),
        ("town", world.cast.clerk.id),
    ):
        answer, found = post(head, "people:give", section, **{**day, "staff": str(staff)})
        assert answer.status_code in {400, 404}, section
        assert not [one for one in found if "grant" in one]


def test_a_rating_counts_for_what_the_address_says(world):
    answer, found = post(
        world.client("anonymous"),
        "questionnaires:rate",
        *world.rating.split("/")[2:4],
        score="5",
        service="other",
        about=str(uuid4()),
        channel="counter",
        rated_at="2000-01-01",
    )
    assert answer.status_code == 302
    assert found == {"questionnaires_rating+"}


def test_the_sheet_of_an_initiative_takes_its_fields_only(world):
    _, found = post(world.client("dx_office"), "plan:edit", 1, title="偽", star="1", policy="9")
    assert all(one.split(".")[0] in {"plan_initiative", "plan_tie+", "plan_tie-"} for one in found)
    assert (
        not {
            "plan_initiative.title",
            "plan_initiative.name",
            "plan_initiative.number",
            "plan_initiative.priority",
        }
        & found
    )
