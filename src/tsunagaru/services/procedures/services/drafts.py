"""Writes of forms being edited (様式の下書きの更新): begun, saved, asked for, thrown away."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.folder import Problem
from tsunagaru.kernel.folder.editing import as_written, open_text, write_back
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.events import FormAsked, FormDropped, FormEdited
from tsunagaru.services.procedures.models import FormDraft
from tsunagaru.services.procedures.queries.drafts import Editing
from tsunagaru.services.procedures.rules.trees import CannotEdit, Tree

SECTION = "ほかの課の手続きにするときは、DX推進部門に依頼してください。"
SEAL = "押印は、「押印の見直し」の画面で理由とともに決定してください。"


class NoSuchForm(Exception):
    """There is no such form, or this person has no business with it (様式がありません)."""


class Overtaken(Exception):
    """Somebody else saved meanwhile (ほかの人が先に保存しました); nothing was changed."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing.code)
        self.editing = editing


class CannotKeep(Exception):
    """The form would not work so (この内容では保存できません); ``problems`` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(dict.fromkeys(one.ja for one in problems)))


def find(code: str, by: Actor, *, lock: bool = False) -> Editing:
    """Return a form for somebody who may edit it.

    Raises:
        NoSuchForm: there is none for this person.
    """
    found = queries.editing(code, lock=lock)
    if found is None or not queries.may_edit(by, found.section) or by.staff is None:
        raise NoSuchForm(code)
    return found


@transaction.atomic
def start(code: str, *, by: Actor, at: datetime, version: uuid.UUID | None = None) -> FormDraft:
    """Begin to edit a form (編集を始める); the draft that is open already is returned.

    Args:
        version: an earlier version to begin from, instead of the one in force.

    Raises:
        NoSuchForm: there is none for this person, or no such version.
        CannotEdit: an earlier version is wanted while a draft is open.

    Publishes:
        FormEdited
    """
    found = find(code, by)
    if found.draft is not None:
        if version is not None:
            raise CannotEdit("編集中の下書きがあります。先に公開するか、破棄してください。")
        return found.draft
    old = next((one for one in applications.versions(code) if one.id == version), None)
    if version is not None and old is None:
        raise NoSuchForm(code)
    text = with_seal_of(found, old.text) if old else found.text
    try:
        with transaction.atomic():
            return create(found, text, by, at, way="old" if old else "start")
    except IntegrityError:  # somebody else began in the same moment
        if (draft := queries.open_draft(code)) is not None:
            return draft
        raise


def create(found: Editing, text: str, by: Actor, at: datetime, *, way: str) -> FormDraft:
    """Write a new draft down (下書きの作成); whoever calls has checked rights and text.

    Args:
        way: start, or what already holds this person's work: old, new, copy.

    Publishes:
        FormEdited
    """
    who = _who(by)
    draft = FormDraft.objects.create(
        code=found.code,
        base=found.live.id if found.live else None,
        text=text,
        started_by=who,
        started_at=at,
        saved_by=who,
        saved_at=at,
        editors=[] if way == "start" else [str(who)],
    )
    _tell_edited(draft, found.section, way, by, at)
    return draft


def _who(by: Actor) -> uuid.UUID:
    """Return the member of staff; ``find`` let nobody else in."""
    if by.staff is None:
        raise NoSuchForm
    return by.staff


def with_seal_of(found: Editing, text: str) -> str:
    """Return a text with the seal as it is decided now: that is no matter of the editor."""
    if found.live is None:
        return text
    tree, seal = open_text(text), queries.plain(found.live.text).get("seal")
    if queries.plain(text).get("seal") == seal:
        return text
    tree["seal"] = as_written(seal)
    return write_back(tree)


@transaction.atomic
def save_text(
    code: str, text: str, *, revision: int, way: str, by: Actor, at: datetime
) -> FormDraft:
    """Save the draft's text (下書きを保存する); only what could be published is kept.

    A draft is begun where there is none.

    Args:
        revision: the save that this one was made upon.
        way: text, upload or page.

    Raises:
        NoSuchForm: there is none for this person.
        Overtaken: another save came first.
        CannotKeep: the text cannot be loaded.

    Publishes:
        FormEdited
    """
    found, draft = _seen(code, revision, by, at)
    _check(found, text, by)
    return _keep(found, draft, text, way, by, at)


@transaction.atomic
def change(
    code: str, edit: Callable[[Tree], None], *, revision: int, by: Actor, at: datetime
) -> FormDraft:
    """Change one thing of a form (項目の編集); a draft is begun where there is none.

    Raises:
        NoSuchForm: there is none for this person.
        Overtaken: another save came first.
        CannotEdit: the change cannot be made.
        CannotKeep: the form would not work so.

    Publishes:
        FormEdited
    """
    found, draft = _seen(code, revision, by, at)
    tree: Any = open_text(draft.text)
    edit(tree)
    text = write_back(tree)
    _check(found, text, by)
    return _keep(found, draft, text, "page", by, at)


def _seen(code: str, revision: int, by: Actor, at: datetime) -> tuple[Editing, FormDraft]:
    """Return a form and its draft, begun where there is none, as they were seen."""
    found = find(code, by, lock=True)
    if found.draft is None and revision == 0:
        start(code, by=by, at=at)
        found = find(code, by, lock=True)
    if found.draft is None or found.draft.revision != revision:
        raise Overtaken(found)
    return found, found.draft


def _check(found: Editing, text: str, by: Actor) -> None:
    read = applications.read_definition(found.code, text)
    problems = list(read.problems) or list(_not_here(found, queries.plain(text), by))
    if problems:
        raise CannotKeep(problems)


def _not_here(found: Editing, tree: Mapping[str, Any], by: Actor) -> Iterator[Problem]:
    """Yield what is decided elsewhere: the seal of what is published, the section of what is new.

    As long as nothing is published, the draft alone says whose procedure it is.
    """
    if found.live is not None and tree.get("seal") != found.tree.get("seal"):
        yield Problem("", 0, ("seal",), SEAL, "Seals are decided in the review.")
    if found.live is None and not queries.may_edit(by, str(tree.get("section"))):
        yield Problem("", 0, ("section",), SECTION, "Sections are given by the DX office.")


def _keep(
    found: Editing, draft: FormDraft, text: str, way: str, by: Actor, at: datetime
) -> FormDraft:
    if text == draft.text:
        return draft
    draft.text, draft.saved_by, draft.saved_at = text, _who(by), at
    draft.revision += 1
    draft.editors = sorted({*draft.editors, str(by.staff)})
    draft.asked_by = draft.asked_at = None
    draft.save()
    _tell_edited(draft, found.section, way, by, at)
    return draft


@transaction.atomic
def drop(code: str, *, revision: int, by: Actor, at: datetime) -> None:
    """Throw a draft away (下書きを破棄する); the version in force stays.

    Raises:
        NoSuchForm: there is no draft for this person.
        Overtaken: somebody saved meanwhile.

    Publishes:
        FormDropped
    """
    found = find(code, by, lock=True)
    if found.draft is None:
        raise NoSuchForm(code)
    if found.draft.revision != revision:
        raise Overtaken(found)
    found.draft.state, found.draft.ended_at = "dropped", at
    found.draft.save()
    subject = found.draft.pk
    publish(FormDropped(at=at, subject=subject, procedure=code, section=found.section))
    audit(actor=by, action="form.dropped", subject=code, at=at, facts={"revision": revision})


@transaction.atomic
def ask(code: str, *, revision: int, by: Actor, at: datetime) -> None:
    """Ask for a form to be published (公開を依頼する).

    Raises:
        NoSuchForm: there is no draft for this person.
        Overtaken: somebody saved meanwhile.

    Publishes:
        FormAsked
    """
    found = find(code, by, lock=True)
    if found.draft is None:
        raise NoSuchForm(code)
    if found.draft.revision != revision:
        raise Overtaken(found)
    found.draft.asked_by, found.draft.asked_at = by.staff, at
    found.draft.save()
    publish(FormAsked(at=at, subject=found.draft.pk, procedure=code, section=found.section))
    audit(actor=by, action="form.asked", subject=code, at=at, facts={"revision": revision})


def _tell_edited(draft: FormDraft, section: str, way: str, by: Actor, at: datetime) -> None:
    told = FormEdited(at=at, subject=draft.pk, procedure=draft.code, section=section, way=way)
    publish(told)
    facts: dict[str, str | int] = {"revision": draft.revision, "way": way}
    audit(actor=by, action="form.edited", subject=draft.code, at=at, facts=facts)
