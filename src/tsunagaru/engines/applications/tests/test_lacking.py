"""Nothing is granted while a required statement or file is lacking, but for a reason (不足)."""

import pytest
from django.urls import reverse

from tsunagaru.engines.applications.models import Application, Contribution, Draft
from tsunagaru.engines.applications.queries.lacking import lacking
from tsunagaru.engines.applications.services import parts
from tsunagaru.engines.applications.testing import DOG, NAME, OWNER, a_procedure, an_application
from tsunagaru.engines.applications.tests.test_files import a_picture
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.files import api as files
from tsunagaru.ground.files.testing import let_all_be_clean
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Kind

pytestmark = pytest.mark.django_db
CLERK = Actor(kind=Kind.STAFF, name="係")
NOBODY = Actor(kind=Kind.ANONYMOUS)
REQUIRED = [{**DOG["parts"][0], "required": True}]
WHY = "獣医師に電話で確認したため。"


def decide(application, outcome="granted", despite=""):
    case = Application.objects.get(pk=application).case
    reason = "対象外のため。" if outcome == "refused" else ""
    how = {"outcome": outcome, "label": "決定", "reason": reason, "despite": despite}
    cases.decide(case, by=CLERK, at=clock.now(), **how)


def exceptions(application):
    case = Application.objects.get(pk=application).case
    return [one for one in cases.timeline(case, inside=True) if one.kind == "exception"]


@pytest.fixture
def application(db):
    a_procedure(parts=REQUIRED)
    return an_application(at=clock.now()).id


def test_a_missing_statement_holds_the_decision_back_with_a_clear_sentence(application):
    with pytest.raises(cases.CannotDecideLacking, match="「注射済証明」がまだ届いていません"):
        decide(application)
    assert exceptions(application) == []
    assert Application.objects.get().ended_at is None


def test_a_reason_lets_it_be_granted_and_stands_in_the_case(application):
    decide(application, despite=WHY)
    (line,) = exceptions(application)
    assert "「注射済証明」がまだ届いていません。" in line.text
    assert WHY in line.text
    assert line.by_name == "係"
    assert published("case.exception_made")[0]["lacking"] == 1
    case = Application.objects.get().case
    assert "exception" not in {one.kind for one in cases.timeline(case)}


def test_a_refusal_waits_for_nothing(application):
    decide(application, "refused")
    assert exceptions(application) == []


def test_asked_for_is_not_enough_and_given_is(application):
    parts.ask_part(application, "vet", at=clock.now())
    assert lacking(application, "granted")
    Contribution.objects.update(state="given", given_at=clock.now())
    assert lacking(application, "granted") == []
    decide(application, despite="書かれても、不足がなければ残らない。")
    assert exceptions(application) == []


def test_a_part_that_is_not_required_or_not_wanted_holds_nothing_back(db):
    a_procedure()
    assert lacking(an_application(at=clock.now()).id, "granted") == []
    a_procedure(parts=[{**REQUIRED[0], "when": 'dog_name == "タマ"'}])
    assert lacking(an_application(at=clock.now()).id, "granted") == []


@pytest.fixture
def with_photo(client, settings, tmp_path):
    """Return what hands in an application with a photo, by how files must stand."""
    settings.MEDIA_ROOT = tmp_path

    def make(needed):
        a_procedure(granted_files=needed)
        client.post("/apply/dog/")
        draft = Draft.objects.get()
        client.post(reverse("applications:page", args=[draft.pk, "owner"]), OWNER)
        page = reverse("applications:page", args=[draft.pk, "dog"])
        client.post(page, NAME | {"photo": a_picture()})
        client.post(reverse("applications:submit", args=[draft.pk]))
        return Application.objects.get()

    return make


@pytest.mark.parametrize(
    ("needed", "unscanned", "withheld"),
    [("any", False, False), ("usable", False, True), ("scanned", True, True)],
)
def test_files_hold_it_back_as_the_procedure_says(with_photo, needed, unscanned, withheld):
    row = with_photo(needed)
    assert bool(lacking(row.pk, "granted")) is unscanned
    let_all_be_clean()
    assert lacking(row.pk, "granted") == []
    files.quarantine(row.answers["photo"][0]["id"])
    assert bool(lacking(row.pk, "granted")) is withheld
    assert all("犬.png" in sentence for sentence in lacking(row.pk, "granted"))


def test_the_clerk_reads_what_is_lacking_and_says_why_it_may(client, application):
    clerk = sign_in(client, a_clerk(section="seikatsu"))
    case = Application.objects.get().case
    text = clerk.get(reverse("cases:case", args=[case])).content.decode()
    assert "まだそろっていません" in text
    assert 'name="despite"' in text
    path, sent = reverse("cases:decide", args=[case]), {"outcome": "granted", "confirmed": "on"}
    answer = clerk.post(path, sent)
    assert answer.status_code == 422
    assert "不足があるまま認めるときは、理由を入力してください" in answer.content.decode()
    assert clerk.post(path, sent | {"despite": "123456789018"}).status_code == 422
    assert clerk.post(path, sent | {"despite": WHY}).status_code == 302
    text = clerk.get(reverse("cases:case", args=[case])).content.decode()
    assert WHY in text


def test_where_nothing_is_lacking_no_reason_is_asked_for(client, db):
    a_procedure()
    an_application(at=clock.now())
    clerk = sign_in(client, a_clerk(section="seikatsu"))
    page = clerk.get(reverse("cases:case", args=[Application.objects.get().case]))
    assert 'name="despite"' not in page.content.decode()
