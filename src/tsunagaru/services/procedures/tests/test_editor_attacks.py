"""Attacks on the form editor: other sections, forged ids, bombs, nasty words, the second person."""

from pathlib import Path
from shutil import copytree

import pytest

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.testing import NOON, a_procedure
from tsunagaru.ground.people.testing import a_clerk, a_head, a_section, sign_in
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.folder import Folder
from tsunagaru.kernel.individual_number import check_digit
from tsunagaru.services.procedures.models import FormDraft

pytestmark = pytest.mark.django_db
DOG = "/staff/procedures/forms/dog/"
TOWN = Path(__file__).parents[5] / "towns" / "oyama"
NASTY = "{{ 7*7 }}{% url 'x' %}{0.__class__}{label}<script>alert(1)</script>"
TEXT = {"label_ja": "質問", "required": "yes", "personal": "internal", "max_length": "20"}
ELEVEN = "12345678901"


@pytest.fixture
def clerk(client):
    a_section("seikatsu", "生活環境課")
    a_procedure()
    return sign_in(client, a_clerk(section="seikatsu"))


def add(client, **more):
    posted = {"revision": "0", **TEXT, **more}
    return client.post(f"{DOG}pages/dog/new/text/", posted)


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
        "[" * 3000,
        "code: dog\ncode: dog\n",
        "!!python/object/apply:os.system ['true']",
        "x" * 400_000,
        "",
    ],
)
def test_bombs_and_duplicates_are_refused_and_nothing_is_kept(clerk, text):
    answer = clerk.post(f"{DOG}text/", {"revision": "0", "text": text})
    assert answer.status_code == 422
    assert not FormDraft.objects.exists()


def test_a_text_beyond_all_measure_is_refused_by_the_door(clerk):
    answer = clerk.post(f"{DOG}text/", {"revision": "0", "text": "x" * 1_200_000})
    assert answer.status_code in {400, 413}


def test_words_are_never_taken_for_a_template(clerk):
    assert add(clerk, label_ja=NASTY, hint_ja=NASTY, code="nasty").status_code == 302
    pages = ("", "fields/nasty/", "preview/sheet/?page=dog", "trial/", "changes/", "text/")
    for one in (*pages, "fields/nasty/remove/", "conditions/when/nasty/"):
        page = clerk.get(f"{DOG}{one}").content.decode()
        assert "<script>alert" not in page, one
        assert "49{" not in page, one
    wrong = clerk.post(f"{DOG}trial/", {"where": "dog", "state": ""}).content.decode()
    assert "&lt;script&gt;" in wrong
    assert "<class" not in wrong


def test_the_individual_number_is_neither_asked_nor_written(clerk):
    assert add(clerk, label_ja="マイナンバー").status_code == 422
    answer = add(clerk, hint_ja=f"例：{ELEVEN}{check_digit(ELEVEN)}")
    assert answer.status_code == 422
    assert "個人番号" in answer.content.decode()
    assert not FormDraft.objects.exists()


@pytest.mark.parametrize("code", ["today", "and", "entry_number", "dog_name", "A", "a b", "1a"])
def test_reserved_and_taken_names_are_refused(clerk, code):
    assert add(clerk, code=code).status_code == 422
    assert not FormDraft.objects.exists()


def test_forged_revisions_ids_and_places_do_nothing(clerk):
    for revision in ("", "-1", "99", "x", "9" * 40):
        assert add(clerk, revision=revision).status_code == 409
    for one in ("fields/nobody/", "pages/nowhere/", "pages/dog/new/hack/", "file/?version=x",
                "conditions/hack/dog_name/", "preview/sheet/?page=x", "preview/?speech=xx",
                "file/?version=00000000-0000-0000-0000-000000000000"):  # fmt: skip
        assert clerk.get(f"{DOG}{one}").status_code == 404, one
    assert clerk.post(f"{DOG}versions/", {"version": "x"}).status_code == 404
    assert clerk.post(f"{DOG}trial/", {"where": "x", "state": "forged"}).status_code == 200
    assert not FormDraft.objects.exists()


def test_a_clerk_cannot_take_a_form_into_another_section_and_publish_it(clerk, client):
    text = applications.version_in_force("dog").text
    a_section("zeimu", "税務課")
    moved = text.replace("section: seikatsu", "section: zeimu")
    assert clerk.post(f"{DOG}text/", {"revision": "0", "text": moved}).status_code == 302
    sign_in(client, a_head("zeimu"))
    assert client.get(f"{DOG}changes/").status_code == 404
    renamed = text.replace("code: dog\n", "code: cat\n", 1)
    sign_in(client, a_head("seikatsu"))
    assert client.post(f"{DOG}text/", {"revision": "1", "text": renamed}).status_code == 422


@pytest.fixture
def careful_town(tmp_path):
    """A town in which somebody else must publish."""
    copy = tmp_path / "oyama"
    copytree(TOWN, copy)
    with (copy / "town.yaml").open("a") as file:
        file.write("forms:\n  second_person: true\n")
    folder = Folder(copy)
    parsed = places.TOWN_PART.read(folder)
    folder.check()
    assert parsed is not None
    places.TOWN_PART.apply(parsed, at=NOON)


def test_where_the_town_says_so_another_person_must_publish(careful_town, clerk, client):
    sign_in(client, a_head("seikatsu"))
    assert add(client, label_easy="質問", label_en="Question").status_code == 302
    live = applications.version_in_force("dog").hash
    posted = {"revision": "1", "live": live, "publish": "1", "untranslated": "1"}
    answer = client.post(f"{DOG}changes/", posted)
    assert answer.status_code == 422
    assert "編集していない人" in answer.content.decode()
    sign_in(client, a_clerk(section="kikaku", role=Role.DX_OFFICE))
    assert client.post(f"{DOG}changes/", posted).status_code == 302
    assert applications.version_in_force("dog").hash != live
