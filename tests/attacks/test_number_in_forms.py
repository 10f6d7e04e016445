"""A number that a form needs and that is nobody's: contested once, it stays with that form."""

import re
from pathlib import Path
from shutil import copytree

import pytest

from tests.attacks.texts import individual
from tsunagaru.conf.loading import load
from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.testing import NOON, a_procedure
from tsunagaru.ground.people.testing import a_clerk, a_head, a_section, actor_of, sign_in
from tsunagaru.kernel import clock, individual_number
from tsunagaru.kernel.folder import CannotLoad, Edited, Folder, read_yaml
from tsunagaru.services.procedures.models import FormDraft
from tsunagaru.services.security.models import Statement
from tsunagaru.services.security.queries.statements import accepted_in_definition
from tsunagaru.services.security.services import contesting

pytestmark = pytest.mark.django_db
NUMBER = individual()
SPACED = f"{NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:]}"
MINIMAL = Path(__file__).parents[2] / "towns" / "minimal"
DOG = "/staff/procedures/forms/dog/"
LINK = re.compile(r'href="(/not-my-number/[^"]+)"')


@pytest.fixture
def clerk(client):
    a_section("seikatsu", "生活環境課")
    a_procedure()
    return sign_in(client, a_clerk(section="seikatsu"))


def hint(client, text, *, revision=0, form=DOG):
    """Add a question whose explanation says something."""
    posted = {"revision": str(revision), "label_ja": "機器の番号", "required": "no",
              "personal": "internal", "max_length": "20", "hint_ja": text}  # fmt: skip
    return client.post(f"{form}pages/dog/new/text/", posted)


def contest(client, answer):
    """Follow the link of a refusal and say that it is a product's number."""
    link = LINK.search(answer.content.decode()).group(1)
    assert client.post(link, {"claim": "product"}).status_code == 302
    return link


def decide(*, accepted):
    office = actor_of(a_head(section="planning"))
    row = Statement.objects.get(state="open")
    contesting.decide(
        row.pk, accepted=accepted, reason="機器の型番です。", by=office, at=clock.now()
    )


@pytest.fixture
def let_in(clerk):
    """The clerk, after a number was contested and accepted in a form."""
    contest(clerk, hint(clerk, f"例：{NUMBER}"))
    decide(accepted=True)
    return clerk


def test_it_is_refused_until_the_office_agrees(clerk):
    refused = hint(clerk, f"例：{NUMBER}")
    assert refused.status_code == 422
    contest(clerk, refused)
    row = Statement.objects.get()
    assert (row.place, row.field) == ("definition/dog", "hint_ja")
    assert hint(clerk, f"例：{NUMBER}").status_code == 422
    decide(accepted=False)
    assert hint(clerk, f"例：{NUMBER}").status_code == 422
    assert not FormDraft.objects.exists()


def test_accepted_it_is_saved_and_every_later_save_and_publishing_keeps_it(let_in):
    assert hint(let_in, f"例：{SPACED}").status_code == 302
    assert Statement.objects.get().expires_at is None
    assert let_in.post(DOG, {"revision": "1", "up": "text_1"}).status_code == 302
    text = FormDraft.objects.get().text
    assert let_in.post(f"{DOG}text/", {"revision": "2", "text": f"{text}\n"}).status_code == 302
    sign_in(let_in, a_head("seikatsu"))
    live = applications.version_in_force("dog").hash
    posted = {"revision": "3", "live": live, "publish": "1", "untranslated": "1"}
    assert let_in.post(f"{DOG}changes/", posted).status_code == 302
    assert SPACED in applications.version_in_force("dog").text


def test_it_counts_in_that_form_alone_and_for_that_number_alone(let_in):
    a_procedure(code="cat")
    other = hint(let_in, NUMBER, form="/staff/procedures/forms/cat/")
    assert other.status_code == 422
    assert LINK.search(other.content.decode())
    assert hint(let_in, individual(7)).status_code == 422
    comment = {"revision": "0", "text": f"# {NUMBER}\n{applications.version_in_force('dog').text}"}
    assert let_in.post(f"{DOG}text/", comment).status_code == 422


def test_nobody_else_is_let_in_by_what_was_read_for_that_form(let_in):
    assert hint(let_in, NUMBER).status_code == 302
    raw = f"hint: 例 {NUMBER}\n".encode()
    with individual_number.excusing(accepted_in_definition):
        assert read_yaml("a.yaml", raw).problems == []
    assert len(read_yaml("a.yaml", raw).problems) == 1


def test_an_answer_of_the_test_run_is_contested_for_no_form(clerk):
    sent = {"where": "dog", "dog_name": NUMBER}
    contest(clerk, clerk.post(f"{DOG}trial/", sent))
    assert Statement.objects.get().place == "procedures:form_trial"


def test_what_was_published_with_it_is_dumped_and_loaded_as_a_town_folder(let_in, tmp_path):
    assert hint(let_in, f"例：{NUMBER}").status_code == 302
    text = FormDraft.objects.get().text
    with individual_number.excusing(accepted_in_definition):
        read = applications.read_definition("dog", text)
    assert read.definition is not None
    applications.publish_text(read.definition, text, at=NOON)
    copytree(MINIMAL, tmp_path / "town")
    applications.TOWN_PART.dump(Folder(tmp_path / "town"))
    assert (tmp_path / "town" / "procedures" / "dog.yaml").read_text() == text
    assert "個人番号" not in complaints(tmp_path / "town")
    Statement.objects.all().delete()
    assert "個人番号" in complaints(tmp_path / "town")


def complaints(town):
    """Return what loading a town folder would complain of."""
    try:
        load(town, at=NOON, dry_run=True, edited=Edited.KEEP)
    except CannotLoad as error:
        return str(error)
    return ""
