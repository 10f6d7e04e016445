"""Who is refused some other number says so; accepted, it passes there and for a time."""

import re
from datetime import timedelta

import pytest

from tests.attacks.opened import digits_of, everything
from tests.attacks.texts import individual
from tsunagaru.engines.cases.models import Entry
from tsunagaru.engines.cases.testing import a_case
from tsunagaru.ground.files.api import CannotKeep, keep
from tsunagaru.ground.files.testing import an_upload
from tsunagaru.ground.ledger.models import AuditRow
from tsunagaru.ground.people.testing import a_cast, a_clerk, a_head, actor_of, sign_in
from tsunagaru.kernel import clock, individual_number
from tsunagaru.kernel.access import Role
from tsunagaru.services.security.models import Statement
from tsunagaru.services.security.queries.statements import Contest
from tsunagaru.services.security.rules.states import ACCEPTED_FOR
from tsunagaru.services.security.services import contesting

pytestmark = pytest.mark.django_db
NUMBER = individual()
LINK = re.compile(r'href="(/not-my-number/[^"]+)"')


@pytest.fixture
def case():
    return f"/staff/cases/{a_case(section='jumin').id}"


@pytest.fixture
def clerk(client, case):
    return sign_in(client, a_cast().clerk)


def contest_note(clerk, case):
    """Have a note refused and follow the link; return the address of the statement."""
    refused = clerk.post(f"{case}/note/", {"text": f"請求書 {NUMBER}"})
    assert refused.status_code == 422
    link = LINK.search(refused.content.decode()).group(1)
    assert NUMBER not in link
    assert clerk.get(link).status_code == 200
    assert clerk.post(link, {}).status_code == 422
    assert clerk.post(link, {"claim": "invoice"}).status_code == 302
    return link


def decide(*, accepted, at=None):
    office = actor_of(a_head(section="planning"))
    row = Statement.objects.get()
    contesting.decide(row.pk, accepted=accepted, reason="確かめました", by=office,
                      at=at or clock.now())  # fmt: skip


def test_a_refused_value_is_contested_accepted_passes_and_is_logged(clerk, case):
    link = contest_note(clerk, case)
    assert clerk.post(f"{case}/note/", {"text": NUMBER}).status_code == 422
    decide(accepted=True)
    assert "確かめました" in clerk.get(link).content.decode()
    spelled = f"再送 {NUMBER[:4]}-{NUMBER[4:8]}-{NUMBER[8:]}"
    assert clerk.post(f"{case}/note/", {"text": spelled}).status_code == 302
    assert Entry.objects.filter(kind="note").count() == 1
    assert Statement.objects.get().uses == 1
    actions = set(AuditRow.objects.values_list("action", flat=True))
    assert {"number.contested", "number.statement_decided", "number.excused"} <= actions


def test_who_decides_reads_in_words_where_it_was_typed(clerk, case, client):
    contest_note(clerk, case)
    sign_in(client, a_clerk(role=Role.DX_OFFICE))
    page = client.get(f"/staff/security/statements/{Statement.objects.get().pk}/").content.decode()
    assert "案件のメモ" in page
    assert "cases:note" not in page


def test_nothing_of_a_statement_tells_a_digit(clerk, case):
    contest_note(clerk, case)
    held = {place for place, text in everything() if NUMBER in digits_of(text)}
    assert held == set()


def test_it_passes_at_that_field_only_that_value_only_and_not_for_ever(clerk, case):
    contest_note(clerk, case)
    decide(accepted=True)
    elsewhere = {"outcome": "refused", "confirmed": "on", "reason": NUMBER}
    assert clerk.post(f"{case}/decision/", elsewhere).status_code in {409, 422}
    eleven = f"{int(NUMBER[:11]) ^ 1:011}"
    other = eleven + str(individual_number.check_digit(eleven))
    assert clerk.post(f"{case}/note/", {"text": other}).status_code == 422
    assert clerk.post(f"{case}/note/", {"text": f"{NUMBER}、{other}"}).status_code == 422
    Statement.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert clerk.post(f"{case}/note/", {"text": NUMBER}).status_code == 422


def test_a_declined_value_stays_refused_and_the_person_reads_why(clerk, case):
    link = contest_note(clerk, case)
    decide(accepted=False)
    assert clerk.post(f"{case}/note/", {"text": NUMBER}).status_code == 422
    page = clerk.get(link).content.decode()
    assert "認められませんでした" in page
    assert "確かめました" in page
    assert clerk.post(link, {"claim": "other"}).status_code == 302
    assert Statement.objects.count() == 2


def test_said_twice_it_is_one_statement(clerk, case):
    link = contest_note(clerk, case)
    assert clerk.post(link, {"claim": "other"}).status_code == 302
    assert Statement.objects.count() == 1


def test_nobody_can_make_up_a_statement(client):
    forged = Contest("cases:note", "text", "text", "b1:0").token[:-3] + "abc"
    assert client.post(f"/not-my-number/{forged}/", {"claim": "other"}).status_code == 404


def test_a_file_is_excused_as_a_whole_by_its_content():
    content = f"請求番号,備考\n{NUMBER},x\n".encode()
    owner = a_case().id

    def hand_in(bytes_):
        upload = an_upload(bytes_, name="a.csv")
        return keep(upload, owner_kind="draft", owner=owner, allowed={"csv"}, at=clock.now())

    asked = []

    def note(value):
        asked.append(value)
        return False

    noting = individual_number.excusing(note)
    with noting, pytest.raises(CannotKeep):
        hand_in(content)
    assert len(asked) == 1
    assert asked[0].startswith("sha256:")
    with individual_number.excusing(asked[0].__eq__):
        assert hand_in(content).name == "a.csv"
        with pytest.raises(CannotKeep):
            hand_in(content + b"2,y\n")


def test_thirty_days_are_the_longest():
    assert timedelta(days=30) == ACCEPTED_FOR
