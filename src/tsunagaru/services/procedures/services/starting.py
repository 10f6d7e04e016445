"""Writes of new procedures (新しい手続きの作成): a draft, which nobody outside sees."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tsunagaru.engines.applications import api as applications
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.folder.editing import open_text, write_back
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.models import FormDraft
from tsunagaru.services.procedures.queries.drafts import Editing
from tsunagaru.services.procedures.rules.trees import CannotEdit, Tree
from tsunagaru.services.procedures.services.drafts import CannotKeep, NoSuchForm, create

RESERVED = frozenset({"list", "seals", "new", "resume", "done", "draft"})
"""Words that addresses of procedures and applications use already."""
TAKEN = "「{code}」は、ほかの手続きに使われています。別の符号にしてください。"


@transaction.atomic
def make(
    source: str, write: Callable[[Tree], None], *, code: str, by: Actor, at: datetime
) -> FormDraft:
    """Begin a procedure that does not exist yet (手続きを新しく作る), as a draft.

    Args:
        source: code of the procedure it is copied from; empty for the blank form.
        write: makes the copied tree that of the new procedure.

    Raises:
        NoSuchForm: the section is not this person's.
        CannotEdit: the code is taken, or the register says something else.
        CannotKeep: the form would not work so.
        CannotFind: there is no such procedure to copy.

    Publishes:
        FormEdited
    """
    tree: Any = open_text(queries.text_to_start(source))
    write(tree)
    if tree["code"] != code or not queries.may_edit(by, str(tree["section"])):
        raise NoSuchForm(code)
    _check_free(code)
    _check_register(code, tree)
    text = write_back(tree)
    read = applications.read_definition(code, text)
    if read.problems:
        raise CannotKeep(read.problems)
    new = Editing(code, str(tree["section"]), None, None)
    try:
        with transaction.atomic():
            return create(new, text, by, at, way="copy" if source else "new")
    except IntegrityError:  # somebody else took the code in the same moment
        raise CannotEdit(TAKEN.format(code=code)) from None


def _check_free(code: str) -> None:
    if code in RESERVED or queries.editing(code) is not None:
        raise CannotEdit(TAKEN.format(code=code))
    if applications.versions(code):
        ja = f"「{code}」は、廃止した手続きに使われていました。別の符号にしてください。"
        raise CannotEdit(ja)


def _check_register(code: str, tree: Tree) -> None:
    """Hold the new procedure against the entry of the register that it gives a form to."""
    row = queries.row(code)
    if row is None:
        return
    if row.section != tree["section"]:
        name = queries.section_names().get(row.section, row.section)
        raise CannotEdit(f"手続台帳では、「{row.name}」（{code}）の所管課は「{name}」です。")
    if row.seal.is_stamp != bool(tree["seal"]["required"]):
        said = "求める" if row.seal.is_stamp else "求めない"
        ja = f"手続台帳では、「{row.name}」の押印は「{said}」です。"
        raise CannotEdit(ja + "変えるときは、先に「押印の見直し」で決定してください。")
