"""The demo town's procedures, as files and in the database."""

import re
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from tsunagaru.engines.applications.models import Draft, Procedure, ProcedureVersion
from tsunagaru.engines.applications.queries.applications import application, draft_row
from tsunagaru.engines.applications.queries.examples import examples_of, post_of
from tsunagaru.engines.applications.queries.procedures import current_version, form_of, procedures
from tsunagaru.engines.applications.rules.paying import When
from tsunagaru.engines.applications.services import publication
from tsunagaru.engines.applications.services.drafts import Applicant, start_draft
from tsunagaru.engines.applications.services.saving import save_page
from tsunagaru.engines.applications.services.submission import submit
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import Channel
from tsunagaru.kernel.folder import CannotLoad, Folder

TOWN = Path(__file__).parents[5] / "towns" / "oyama"
AT = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)
KINDS = {
    "address",
    "choice",
    "computed",
    "date",
    "declaration",
    "email",
    "file",
    "group",
    "kana",
    "money",
    "multi",
    "notice",
    "number",
    "person",
    "phone",
    "place",
    "text",
    "textarea",
}


@cache
def parsed():
    folder = Folder(TOWN)
    found = publication.read(folder)
    folder.check()
    return found


def test_the_towns_procedures_have_no_mistakes():
    assert len(parsed().procedures) >= 6


def test_together_they_use_every_kind_of_question():
    found = Counter(
        field["kind"]
        for procedure in parsed().procedures
        for page in procedure.pages
        for field in page["fields"]
    )
    assert set(found) == KINDS


def test_every_text_a_resident_reads_stands_in_three_languages():
    def walk(value, path):
        if isinstance(value, dict) and "ja" in value:
            assert {"ja", "en"} <= value.keys(), path
            assert value.get("easy") or "appeal" in path, path
        elif isinstance(value, dict):
            for key, item in value.items():
                walk(item, (*path, key))
        elif isinstance(value, list):
            for place, item in enumerate(value):
                walk(item, (*path, place))

    for procedure in parsed().procedures:
        walk(procedure.model_dump(mode="json", exclude_defaults=True), (procedure.code,))


def test_no_procedure_asks_for_the_individual_number():
    for procedure in parsed().procedures:
        for page in procedure.pages:
            for field in page["fields"]:
                asks = field["kind"] not in {"notice", "computed"}
                assert not (asks and "個人番号" in str(field.get("label")))


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_a_change_makes_a_new_version(db):
    first = publication.apply(parsed(), AT)
    assert first
    assert publication.apply(parsed(), AT) == []
    before = current_version("dog-registration")
    found = parsed()
    changed = tuple(
        item.model_copy(update={"standard_days": 9}) if item.code == "dog-registration" else item
        for item in found.procedures
    )
    publication.apply(publication.Parsed(found.life_events, changed), AT)
    assert current_version("dog-registration") != before
    assert ProcedureVersion.objects.filter(code="dog-registration").count() == 2
    publication.apply(found, AT)
    assert current_version("dog-registration") == before


@pytest.mark.django_db
def test_a_draft_keeps_the_version_it_was_begun_under(db):
    publication.apply(parsed(), AT)
    started = start_draft("dog-registration", Applicant(), at=AT)
    found = parsed()
    changed = tuple(item.model_copy(update={"standard_days": 9}) for item in found.procedures)
    publication.apply(publication.Parsed(found.life_events, changed), AT)
    assert form_of(draft_row(started.draft).version_id).definition.standard_days == 5


@pytest.mark.django_db
def test_a_procedure_taken_out_of_the_folder_is_no_longer_offered(db):
    found = parsed()
    publication.apply(found, AT)
    publication.apply(publication.Parsed(found.life_events, found.procedures[1:]), AT)
    gone = found.procedures[0].code
    assert gone not in {one.code for one in procedures()}
    assert Procedure.objects.get(code=gone).withdrawn_at == AT


@pytest.mark.django_db
def test_what_is_dumped_loads_as_it_was_and_dumps_the_same_bytes(db, tmp_path):
    publication.apply(parsed(), AT)
    publication.dump(Folder(tmp_path))
    again = publication.read(Folder(tmp_path))
    assert again == parsed()
    first = {path.name: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    publication.dump(Folder(tmp_path))
    assert first == {path.name: path.read_bytes() for path in tmp_path.rglob("*.yaml")}


def broken(tmp_path, old, new):
    for name in ("life_events.yaml", "organisation.yaml", "procedures/dog-registration.yaml"):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text((TOWN / name).read_text().replace(old, new))
    folder = Folder(tmp_path)
    publication.read(folder)
    with pytest.raises(CannotLoad) as refused:
        folder.check()
    return refused.value.problems


def test_a_turn_in_life_names_first_only_what_belongs_to_it(tmp_path):
    problems = broken(tmp_path, "first: [dog-registration", "first: [dog-registraton")
    assert any(
        problem.file == "life_events.yaml"
        and problem.ja == "手続き「dog-registraton」は、場面「pets」の手続きではありません。"
        for problem in problems
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("section: environment\n", "sektion: environment\n", "section"),
        ("kind: person", "kind: parson", "種類"),
        ('when: place == "elsewhere"', 'when: place == "elsewhre"', "elsewhere"),
        ("rule: kept_since >= born_on", "rule: kept_since >= borm_on", "born_on"),
        ("section: environment\n", "section: enviroment\n", "enviroment"),
        ("appeal:\n", "no_appeal: 届出のため。\nappeal:\n", "どちらか一方"),
        ("life_events: [pets, moving]", "life_events: [pets, movin]", "movin"),
        ("email_field: email", "email_field: phone", "email_field"),
        ("code: dog-registration\n", "code: dogs\n", "ファイル名"),
        ("  - code: dog\n", "  - code: submit\n", "submit"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, old, new, words):
    problems = broken(tmp_path, old, new)
    lines = (TOWN / "procedures/dog-registration.yaml").read_text().replace(old, new).split("\n")
    assert any(words in problem.ja for problem in problems)
    told = [problem for problem in problems if problem.file.startswith("procedures/")]
    line = next(problem.line for problem in told if words in problem.ja)
    assert 1 <= line <= len(lines)
    if words != "section":
        assert new.strip().split("\n")[0] in "\n".join(lines[max(0, line - 4) : line + 3])


@pytest.mark.django_db
@pytest.mark.parametrize("code", [one.code for one in parsed().procedures])
def test_each_example_is_a_complete_application(db, code):
    found = parsed()
    alone = tuple(one for one in found.procedures if one.code == code)
    publication.apply(publication.Parsed(found.life_events, alone), AT)
    form = form_of(current_version(code))
    assert examples_of(form.definition)
    for example in examples_of(form.definition):
        draft = start_draft(code, Applicant(channel=Channel.COUNTER), at=AT).draft
        page = form.questionnaire.pages[0].code
        while page:
            row = draft_row(draft)
            raw = post_of(form, page, example, row.answers, day_of(AT))
            saved = save_page(draft, page, raw, language="ja", at=AT)
            assert not saved.errors, (page, saved.errors)
            page = saved.next_page
        Draft.objects.update(identified_by="card")  # the clerk has looked at it
        made = application(submit(draft, language="ja", at=AT))
        assert made.procedure == code


def test_a_refusal_that_would_not_say_how_to_object_is_refused_at_its_line(tmp_path):
    text = (TOWN / "procedures/dog-registration.yaml").read_text()
    notice = text[text.index("appeal:\n") : text.index("demo:\n")]
    found = broken(tmp_path, notice, "")
    (problem,) = (one for one in found if one.file.startswith("procedures/"))
    assert "no_appeal にその理由" in problem.ja
    assert problem.line
    assert "refused" in text.splitlines()[problem.line - 1]


def test_nobody_is_told_to_bring_a_fee_that_may_be_paid_online():
    for one in parsed().procedures:
        if one.payment is None or one.payment.when is When.COUNTER:
            continue
        told = [one.after, *(outcome.notice.body for outcome in one.outcomes)]
        for words in told:
            brings = re.search("(手数料|円)(も|を)?お持ち", words.ja)
            assert not brings or "まだの方" in words.ja, f"{one.code}: {words.ja}"
        assert "オンライン" in one.fee.text.ja, one.code
