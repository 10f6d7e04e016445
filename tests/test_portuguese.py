"""The tablet at the counter in Portuguese (窓口のタブレットのポルトガル語): nothing is forgotten.

Every procedure that a guide through a turn in life can include is shown with its examples; what
has no Portuguese is named by its Japanese sentence, as it belongs into ``texts/pt.yaml``.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils.datastructures import MultiValueDict
from ruamel.yaml import YAML

from tsunagaru.conf.loading import load
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries import bundles as bundle_reads
from tsunagaru.engines.applications.queries.examples import examples_of, post_of
from tsunagaru.engines.applications.queries.procedures import procedure
from tsunagaru.engines.applications.services import bundles
from tsunagaru.engines.applications.services.drafts import Applicant
from tsunagaru.engines.applications.services.screens import show_on_screen
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.people.testing import a_clerk
from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui import phrases
from tsunagaru.ground.ui import town as pages
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import Channel
from tsunagaru.kernel.folder import Folder

TOWN = Path(__file__).resolve().parents[1] / "towns" / "oyama"
PORTUGUESE = TOWN / "texts" / "pt.yaml"
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龥]")
ANSWER = re.compile(r"<dd.*?</dd>", re.DOTALL)
OTHER_LANGUAGES = re.compile(r'<a [^>]* lang="(?:ja|en)"[^>]*>.*?</a>', re.DOTALL)
OWN_WORDS = {"text", "textarea", "kana", "person", "address", "place", "email", "phone", "file"}
"""Kinds of questions whose answer a person writes: names and addresses stay as they are."""
SAID = ("label", "title", "unit", "entry")


def read(path):
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


def offered():
    """Return the codes of the procedures that a guide can include."""
    guides = [read(path) for path in sorted((TOWN / "life").glob("*.yaml"))]
    steps = [step for guide in guides for step in guide["steps"]]
    return sorted({step["procedure"] for step in steps if "procedure" in step})


def lines(sentences):
    """Return sentences to be read in full where a test fails."""
    return "\n".join(["", *sorted(sentences)])


def japanese(text):
    return text["ja"] if isinstance(text, dict) else text


def shown_of(definition) -> Iterator[str]:
    """Yield what a tablet can show of a procedure: its words, and what is agreed to."""
    yield japanese(definition["name"])
    for page in definition["pages"]:
        yield japanese(page["title"])
        yield from shown_of_fields(page["fields"])


def shown_of_fields(fields) -> Iterator[str]:
    for field in fields:
        if field["kind"] == "notice":
            continue
        yield from (japanese(field[key]) for key in SAID if key in field)
        if field["kind"] == "declaration":
            yield japanese(field["text"])
        yield from (japanese(choice["label"]) for choice in field.get("choices", ()))
        yield from shown_of_fields(field.get("fields", ()))


@pytest.mark.parametrize("code", offered())
def test_whatever_the_tablet_can_show_of_a_procedure_has_its_portuguese(code):
    said = read(PORTUGUESE)
    missing = [
        text for text in shown_of(read(TOWN / "procedures" / f"{code}.yaml")) if text not in said
    ]
    assert not missing, lines(missing)


def test_no_portuguese_is_left_over_from_a_sentence_that_was_changed():
    shown = {read(TOWN / "town.yaml")["name"]["ja"]}
    for code in offered():
        shown |= set(shown_of(read(TOWN / "procedures" / f"{code}.yaml")))
    left_over = set(read(PORTUGUESE)) - shown
    assert not left_over, lines(left_over)


@pytest.mark.django_db
def test_the_portuguese_is_dumped_as_it_was_written(tmp_path):
    load(TOWN, at=clock.now())
    places.TOWN_PART.dump(Folder(tmp_path))
    assert (tmp_path / "texts" / "pt.yaml").read_bytes() == PORTUGUESE.read_bytes()


@pytest.fixture
def missing(monkeypatch):
    """Write down every sentence that is looked up in Portuguese and not found."""
    look_up, lacking = phrases.found, set()

    def found(japanese, language):
        said = look_up(japanese, language)
        if language == phrases.PORTUGUESE and not said:
            lacking.add(japanese)
        return said

    monkeypatch.setattr(phrases, "found", found)
    return lacking


@pytest.fixture
def loaded():
    before = pages.current()
    load(TOWN, at=clock.now())
    places.introduce()
    yield Applicant(staff=a_clerk().id, channel=Channel.COUNTER, with_code=False)
    phrases.install({})
    pages.install(name=before.name, contact=before.contact, demo=before.demo)


def filled_in(code, applicant, number):
    """Start an application at the counter and fill it in with one of its examples."""
    now = clock.now()
    begun = bundles.start_bundle("moving-in", [code], {}, applicant, at=now)
    row, seen = Bundle.objects.get(pk=begun.bundle), set()
    while left := [stop for stop in stops(row) if stop not in seen]:
        seen.add(left[0])
        (part,) = parts(row)
        example = examples_of(part.form.definition)[number]
        raw = post_of(part.form, left[0][1], example, part.draft.answers, clock.day_of(now))
        bundles.save_stop(row, left[0], raw, MultiValueDict(), language="ja", at=now)
    return row


def parts(row):
    return bundle_reads.parts_of(row, bundle_reads.drafts_in(row), clock.day_of(clock.now()))


def stops(row):
    return bundle_reads.stops_of(parts(row), clock.day_of(clock.now()))


def kinds_of(form):
    """Return the kind of every question, those inside groups by their own code."""
    groups = [one for one in form.questions if isinstance(one, questionnaires.GroupField)]
    members = [one for group in groups for one in group.questions]
    return {one.code: one.kind for one in (*form.questions, *members)}


def japanese_in_answers(part):
    """Return the answers in words that are Japanese although nobody typed them."""
    kinds = kinds_of(part.form.questionnaire)
    sections = reads.review_of(part.form, part.draft.answers, "pt", clock.now())
    rows = [row for section in sections for row in section.rows]
    assert rows
    return [
        text
        for code, _, text in rows
        if kinds[code.split("-")[-1]] not in OWN_WORDS and JAPANESE.search(text)
    ]


def on_tablet(row):
    """Return the page as a tablet shows it, without the buttons for the other languages."""
    code = show_on_screen(row.pk, at=clock.now())
    answer = Client().get(f"/screen/{code}/?in=pt")
    assert answer["Content-Language"] == "pt"
    return OTHER_LANGUAGES.sub("", answer.content.decode().split("<body", 1)[1])


@pytest.mark.django_db
def test_the_tablet_shows_every_example_of_every_procedure_in_portuguese(loaded, missing):
    for code in offered():
        for number in range(len(examples_of(procedure(code)))):
            row = filled_in(code, loaded, number)
            page = on_tablet(row)
            assert 'lang="en"' not in page, code
            assert JAPANESE.findall(ANSWER.sub("", page)) == [], code
            assert japanese_in_answers(*parts(row)) == [], code
    assert not missing, lines(missing)
