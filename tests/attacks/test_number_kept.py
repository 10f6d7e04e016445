"""What was accepted and is kept counts once, also where its page still has mistakes."""

import re
from copy import deepcopy
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.attacks.texts import individual
from tsunagaru.engines.applications.api import labels_of
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.testing import DOG, OWNER, a_procedure
from tsunagaru.engines.questionnaires.api import REFRESH
from tsunagaru.ground.files.models import StoredFile
from tsunagaru.ground.ledger.models import AuditRow
from tsunagaru.ground.people.testing import a_cast, a_head, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.services.security.models import Finding, Statement
from tsunagaru.services.security.services import contesting, scanning

pytestmark = pytest.mark.django_db
NUMBER = individual()
LINK = re.compile(r'href="(/not-my-number/[^"]+)"')


@pytest.fixture
def page(client):
    pages = deepcopy(DOG["pages"])
    pages[1]["fields"][1]["types"] = ["csv"]
    pages[1]["fields"].append({"code": "size", "kind": "text", "label": "大きさ"})
    a_procedure(pages=pages)
    client.post("/apply/dog/")
    draft = Draft.objects.get()
    client.post(reverse("applications:page", args=[draft.pk, "owner"]), OWNER)
    return reverse("applications:page", args=[draft.pk, "dog"])


def a_file():
    return SimpleUploadedFile("a.csv", f"番号,備考\n{NUMBER},x\n".encode())


def let_in(client, page, fields):
    """Have a value refused, contested and accepted."""
    link = LINK.search(client.post(page, fields).content.decode()).group(1)
    assert client.post(link, {"claim": "tracking"}).status_code == 302
    office = actor_of(a_head(section="planning"))
    row = Statement.objects.get(state="open")
    contesting.decide(row.pk, accepted=True, reason="確認", by=office, at=clock.now())


def uses():
    counted = AuditRow.objects.filter(action="number.excused").count()
    assert Statement.objects.get().uses == counted
    return counted


def test_a_file_kept_on_a_page_with_mistakes_is_counted_once(client, page):
    let_in(client, page, {"photo": a_file()})
    assert client.post(page, {"photo": a_file()}).status_code == 422
    assert Draft.objects.get().answers["photo"]
    assert uses() == 1
    assert client.post(page, {"dog_name": "ポチ", "size": "小"}).status_code == 302
    assert uses() == 1


def test_a_text_kept_on_a_page_with_mistakes_is_counted_once(client, page):
    let_in(client, page, {"dog_name": NUMBER})
    assert client.post(page, {"dog_name": NUMBER}).status_code == 422
    assert Draft.objects.get().answers["dog_name"] == NUMBER
    assert client.post(page, {"dog_name": NUMBER, "size": "小"}).status_code == 302
    assert uses() == 1


def test_what_is_only_drawn_again_is_not_counted(client, page):
    let_in(client, page, {"dog_name": NUMBER})
    drawn = {"dog_name": NUMBER, REFRESH: "1"}
    assert client.post(page, drawn, headers={"HX-Request": "true"}).status_code == 200
    assert "dog_name" not in Draft.objects.get().answers
    assert uses() == 0


def test_the_scan_passes_over_a_file_that_came_by_its_statement(client, page):
    let_in(client, page, {"photo": a_file()})
    client.post(page, {"photo": a_file()})
    scanning.begin(date(2026, 6, 1), at=clock.now())
    while not scanning.go_on(at=clock.now()):
        pass
    assert not Finding.objects.filter(state="open").exists()


def test_a_found_file_is_told_with_its_statement_and_deleted_only_with_a_tick(client, page):
    let_in(client, page, {"photo": a_file()})
    client.post(page, {"photo": a_file()})
    kept = StoredFile.objects.get(state="kept")
    found = Finding.objects.create(
        table="files.StoredFile",
        row=str(kept.pk),
        column="content",
        kind="file",
        found_at=clock.now(),
    )
    sign_in(client, a_cast().dx_office)
    path = f"/staff/security/numbers/{found.pk}/"
    told = client.get(path).content.decode()
    assert "入力中の申請" in told
    assert "荷物の追跡番号：認めました" in told
    assert "a.csv" not in told
    assert client.post(path, {"remove": "1"}).status_code == 422
    assert StoredFile.objects.get(pk=kept.pk).state == "kept"
    assert client.post(path, {"remove": "1", "confirmed": "on"}).status_code == 302


def test_who_contests_a_file_reads_that_only_the_same_file_passes(client, page):
    link = LINK.search(client.post(page, {"photo": a_file()}).content.decode()).group(1)
    client.post(link, {"claim": "tracking"})
    assert "まったく同じファイル" in client.get(link).content.decode()


def test_who_decides_reads_the_questions_label(client, page):
    let_in(client, page, {"dog_name": NUMBER})
    sign_in(client, a_cast().dx_office)
    told = client.get(f"/staff/security/statements/{Statement.objects.get().pk}/").content.decode()
    assert "申請の入力：犬の名前" in told
    assert labels_of("owner-family") == ["飼い主の氏名（姓）"]
