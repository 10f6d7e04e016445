"""Files that come with a page: kept, removed, refused with a sentence."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.rules import format_number
from tsunagaru.engines.applications.testing import NAME, OWNER, a_draft
from tsunagaru.ground.files.testing import let_one_be_infected
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.kernel.access import Role

pytestmark = pytest.mark.django_db


def a_picture(name="犬.png"):
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "brown").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/png")


@pytest.fixture
def home(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def page(client, dog, home):
    client.post("/apply/dog/")
    draft = Draft.objects.get()
    client.post(reverse("applications:page", args=[draft.pk, "owner"]), OWNER)
    return reverse("applications:page", args=[draft.pk, "dog"])


def test_a_picture_is_kept_shown_and_can_be_removed(client, page):
    client.post(page, NAME | {"photo": a_picture()})
    (kept,) = Draft.objects.get().answers["photo"]
    assert "犬.png" in client.get(page).content.decode()
    client.post(page, NAME | {"photo-drop": kept["id"]})
    assert "photo" not in Draft.objects.get().answers


def test_what_is_no_picture_is_refused_and_the_rest_is_kept(client, page):
    wrong = SimpleUploadedFile("dog.png", b"MZ this is a program", "image/png")
    answer = client.post(page, NAME | {"photo": wrong})
    assert answer.status_code == 422
    (problem,) = (one.error for one in answer.context["page"].fields if one.error)
    assert problem.startswith("この種類のファイルは受け取れません。")
    assert Draft.objects.get().answers["dog_name"] == "ポチ"
    assert "photo" not in Draft.objects.get().answers


def test_a_file_over_the_limit_is_refused(client, page):
    large = SimpleUploadedFile("dog.png", a_picture().read() + b"0" * 2_000_000, "image/png")
    assert client.post(page, NAME | {"photo": large}).status_code == 422


def test_another_drafts_file_cannot_be_claimed_in_a_forged_post(client, page):
    client.post(page, NAME | {"photo": '[{"id": "x"}]'})
    assert "photo" not in Draft.objects.get().answers


def test_the_section_in_charge_may_read_the_file_and_no_other(client, page):
    client.post(page, NAME | {"photo": a_picture()})
    draft = Draft.objects.get()
    client.post(reverse("applications:submit", args=[draft.pk]))
    (kept,) = Application.objects.get().answers["photo"]
    address = reverse("files:download", args=[kept["id"]])
    assert sign_in(client, a_clerk(section="seikatsu")).get(address).status_code == 200
    assert sign_in(client, a_clerk(section="zeimu")).get(address).status_code == 404


@pytest.mark.parametrize("who", ["clerk", "applicant", "applicant who fills it in"])
def test_the_page_of_a_file_not_yet_scanned_leads_back_to_where_it_stands(
    client, settings, page, who
):
    settings.TSUNAGARU_CLAMD = ""
    client.post(page, NAME | {"photo": a_picture()})
    draft, person = Draft.objects.get(), a_resident()
    Draft.objects.update(resident=person.id)
    kept, back = draft.answers["photo"][0], reverse("applications:draft", args=[draft.pk])
    sign_in(client, person)
    if not who.endswith("fills it in"):
        client.post(reverse("applications:submit", args=[draft.pk]))
        row = Application.objects.get()
        back = reverse("applications:status", args=[row.pk])
        if who == "clerk":
            sign_in(client, a_clerk(section="seikatsu"))
            back = reverse("cases:case", args=[row.case])
    address = reverse("files:download", args=[kept["id"]])
    for answer in (client.get(address), client.post(address)):
        assert f'href="{back}">開かずに戻る' in answer.content.decode()


def test_a_file_found_infected_meanwhile_is_told_and_taken_back(client, page):
    client.post(page, NAME | {"photo": a_picture()})
    draft = Draft.objects.get()
    kept = draft.answers["photo"][0]
    let_one_be_infected(kept["id"])
    confirm = reverse("applications:confirm", args=[draft.pk])
    for led in (client.get(confirm), client.post(reverse("applications:submit", args=[draft.pk]))):
        assert led["Location"] == page
    assert "「犬.png」は、ウイルスが見つかったため使えません" in client.get(page).content.decode()
    assert not Application.objects.exists()
    client.post(page, NAME | {"photo-drop": kept["id"]})
    client.post(reverse("applications:submit", args=[draft.pk]))
    assert Application.objects.count() == 1


def test_the_case_says_how_the_scan_of_a_file_stands_and_opens_none_that_is_withheld(client, page):
    client.post(page, NAME | {"photo": a_picture()})
    client.post(reverse("applications:submit", args=[Draft.objects.get().pk]))
    row = Application.objects.get()
    kept, case = row.answers["photo"][0]["id"], reverse("cases:case", args=[row.case])
    clerk, address = a_clerk(section="seikatsu"), reverse("files:download", args=[kept])
    waiting = sign_in(client, clerk).get(case).content.decode()
    assert "添付：犬.png（ウイルス検査を待っています）" in waiting
    assert address in waiting
    let_one_be_infected(kept)
    withheld = client.get(case).content.decode()
    assert "添付：犬.png（ウイルスが見つかったため、使えません）" in withheld
    assert address not in withheld


def test_the_dx_office_reads_of_a_withheld_file_by_which_number_its_section_finds_it(client, page):
    client.post(page, NAME | {"photo": a_picture()})
    client.post(reverse("applications:submit", args=[Draft.objects.get().pk]))
    row = Application.objects.get()
    let_one_be_infected(row.answers["photo"][0]["id"])
    office = a_clerk(section="kikaku", role=Role.DX_OFFICE)
    told = sign_in(client, office).get(reverse("files:waiting")).content.decode()
    assert f"申請　受付番号 {format_number(row.number)}（" in told
    assert "犬.png" not in told


def test_a_draft_without_a_photo_can_be_handed_in(client, dog, home):
    resident = a_resident()
    draft = a_draft(resident=resident.id)
    sign_in(client, resident).post(reverse("applications:submit", args=[draft]))
    assert Application.objects.count() == 1
