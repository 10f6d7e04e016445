"""Reads of forms being edited (様式の下書きの参照)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from functools import cached_property
from typing import Any
from uuid import UUID

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.api import ProcedureDefinition, VersionView
from tsunagaru.ground.people import api as people
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.folder.reader import read_yaml
from tsunagaru.services.procedures.models import FormDraft
from tsunagaru.services.procedures.rules.comparing import differences
from tsunagaru.services.procedures.rules.scopes import scoped, scopes_of
from tsunagaru.services.procedures.rules.telling import Difference
from tsunagaru.services.procedures.rules.translations import Untranslated, untranslated
from tsunagaru.services.procedures.rules.trees import Tree

OPEN = "open"
BETWEEN = "~"
"""Stands between procedure and form in an address; no code has it."""


@dataclass(frozen=True)
class Editing:
    """A procedure as the editor shows it (編集中の様式): the draft where there is one.

    Args:
        code: the procedure.
        section: the section in charge, by the version in force where there is one.
        draft: the open draft, or None.
        live: the version in force, or None for a procedure not yet published.
        scope: which of its forms is meant, as ``rules.scopes`` says; its own when empty.
    """

    code: str
    section: str
    draft: FormDraft | None
    live: VersionView | None
    scope: str = ""

    @property
    def address(self) -> str:
        """Procedure and form as they stand in an address."""
        return f"{self.code}{BETWEEN}{self.scope}" if self.scope else self.code

    @cached_property
    def form_tree(self) -> Tree:
        """The form that is meant, as plain values."""
        return scoped(dict(self.tree), self.scope)

    @property
    def scope_name(self) -> str:
        """What the form that is meant is called."""
        return scopes_of(self.tree).get(self.scope, "")

    @property
    def text(self) -> str:
        """The YAML that is shown: the draft's, else that in force."""
        if self.draft is not None:
            return self.draft.text
        return self.live.text if self.live else ""

    @cached_property
    def tree(self) -> Mapping[str, Any]:
        """The same as plain values."""
        return plain(self.text)

    @cached_property
    def definition(self) -> ProcedureDefinition:
        """The same as a definition; a draft is always one that can be loaded."""
        return ProcedureDefinition.model_validate(self.tree)

    @property
    def revision(self) -> int:
        """How often the draft was saved."""
        return self.draft.revision if self.draft else 0

    @property
    def outdated(self) -> bool:
        """Tell whether another version came into force since the draft was begun."""
        if self.draft is None:
            return False
        return self.draft.base != (self.live.id if self.live else None)

    @property
    def live_hash(self) -> str:
        """The hash of the version in force."""
        return self.live.hash if self.live else ""

    @cached_property
    def differences(self) -> list[Difference]:
        """What publishing the draft would change, in words."""
        return differences(plain(self.live.text) if self.live else {}, self.tree)

    @cached_property
    def untranslated(self) -> list[Untranslated]:
        """What is not said in all three languages yet."""
        return untranslated(self.tree)

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """The differences of the file, line by line: sign and text."""
        old = self.live.text.splitlines() if self.live else []
        for line in unified_diff(old, self.text.splitlines(), n=2, lineterm=""):
            if not line.startswith(("---", "+++")):
                yield line[:1], line[1:]


def sections_of(actor: Actor) -> list[tuple[str, str]]:
    """Return the sections whose forms an actor edits, code and name (編集できる課)."""
    return [(one.code, one.name) for one in people.sections() if may_edit(actor, one.code)]


@dataclass(frozen=True)
class FormLine:
    """One procedure in the list of forms (様式の一覧の行)."""

    code: str
    name: str
    section: str
    published_at: datetime | None
    saved_at: datetime | None
    saved_by: str
    asked: bool


def plain(text: str) -> Mapping[str, Any]:
    """Return YAML that was checked before as plain values."""
    data = read_yaml("", text.encode()).data
    return data if isinstance(data, dict) else {}


def may_edit(actor: Actor, section: str) -> bool:
    """Tell whether an actor edits the forms of a section (編集できるか)."""
    return actor.is_staff and (actor.has(Role.DX_OFFICE) or actor.works_in(section))


def may_publish(actor: Actor, section: str) -> bool:
    """Tell whether an actor publishes the forms of a section (公開できるか)."""
    head = section in actor.sections(Role.HEAD)
    return actor.is_staff and (actor.has(Role.DX_OFFICE) or head)


def needs_second() -> bool:
    """Tell whether somebody who has not edited must publish (別の人の確認が必要か)."""
    town = places.town()
    return bool(town and town.forms and town.forms.second_person)


def open_draft(code: str, *, lock: bool = False) -> FormDraft | None:
    """Return the open draft of a procedure, or None."""
    rows = FormDraft.objects.filter(code=code, state=OPEN)
    return (rows.select_for_update(no_key=True) if lock else rows).first()


def editing(code: str, *, lock: bool = False) -> Editing | None:
    """Return a procedure as the editor shows it; None when there is neither draft nor version."""
    draft = open_draft(code, lock=lock)
    try:
        live = applications.version_in_force(code)
    except applications.CannotFind:
        live = None
    if draft is None and live is None:
        return None
    text = live.text if live else (draft.text if draft else "")
    return Editing(code, str(plain(text).get("section", "")), draft, live)


def forms_for(actor: Actor) -> list[FormLine]:
    """Return the forms an actor may edit (編集できる様式), those being edited first."""
    drafts = {row.code: row for row in FormDraft.objects.filter(state=OPEN)}
    names = {one.code: one.name for one in people.sections()}
    found = []
    known = {one.code: (one.name.ja, one.section) for one in applications.procedures()}
    for code, draft in drafts.items():
        if code not in known:
            tree = plain(draft.text)
            known[code] = (str(tree["name"]["ja"]), str(tree["section"]))
    published = applications.published_at()
    for code, (name, section) in known.items():
        if may_edit(actor, section):
            row = drafts.get(code)
            line = FormLine(
                code=code,
                name=name,
                section=names.get(section, section),
                published_at=published.get(code),
                saved_at=row.saved_at if row else None,
                saved_by=staff_name(row.saved_by) if row else "",
                asked=bool(row and row.asked_at),
            )
            found.append(line)
    return sorted(found, key=lambda one: (one.saved_at is None, one.section, one.name))


@dataclass(frozen=True)
class AskedForm:
    """A form that waits to be published (公開待ちの様式)."""

    code: str
    name: str
    section: str
    asked_at: datetime


def asked_of(actor: Actor) -> list[AskedForm]:
    """Return the forms that an actor is asked to publish (公開を依頼された様式)."""
    if not actor.has(Role.HEAD, Role.DX_OFFICE):
        return []
    found, second = [], needs_second()
    for row in FormDraft.objects.filter(state=OPEN, asked_at__isnull=False):
        form = editing(row.code)
        if form is None or row.asked_at is None or not may_publish(actor, form.section):
            continue
        if not (second and str(actor.staff) in row.editors):
            name = str(form.tree["name"]["ja"])
            found.append(AskedForm(row.code, name, form.section, row.asked_at))
    return found


def staff_name(staff: UUID | None) -> str:
    """Return the name of a member of staff, or that they are no longer there."""
    if staff is None:
        return ""
    try:
        return people.staff(staff).name
    except people.NoSuchStaff:
        return "以前の職員"
