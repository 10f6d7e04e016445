"""Events of procedures (手続きの出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class ProcedureSearched(Event, name="procedure.searched"):
    """Somebody looked for a procedure (手続きの検索). ``zero`` is yes when nothing was found."""

    zero: str


@dataclass(frozen=True, kw_only=True)
class RegisterChanged(Event, name="register.changed"):
    """The register of procedures says something else (手続台帳の更新).

    Args:
        source: folder, upload or page.
        changes: how many values differ.
    """

    source: str
    changes: int = measure()


@dataclass(frozen=True, kw_only=True)
class SealDecided(Event, name="seal.decided"):
    """The seal of a procedure was reviewed (押印見直しの決定).

    Args:
        verdict: abolish, sign, keep or restore.
        before: kind of seal until now.
        after: kind of seal from now on.
    """

    procedure: str
    section: str
    verdict: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class FormEdited(Event, name="form.edited"):
    """The draft of a procedure's form was begun or changed in the browser (様式の編集).

    Args:
        way: start, page (boxes and buttons), text (YAML), upload, old (an earlier version), new (a
            procedure begun from nothing) or copy (begun from another).
    """

    procedure: str
    section: str
    way: str


@dataclass(frozen=True, kw_only=True)
class FormDropped(Event, name="form.dropped"):
    """A draft of a form was thrown away (様式の下書きの破棄)."""

    procedure: str
    section: str


@dataclass(frozen=True, kw_only=True)
class FormAsked(Event, name="form.asked"):
    """Somebody asks for a form to be published (様式の公開の依頼)."""

    procedure: str
    section: str


@dataclass(frozen=True, kw_only=True)
class FormPublished(Event, name="form.published"):
    """A form was published from the browser (様式の公開); old applications keep theirs.

    Args:
        second: yes when the publisher had not edited it.
        differences: how many things changed.
    """

    procedure: str
    section: str
    second: str
    differences: int = measure()
