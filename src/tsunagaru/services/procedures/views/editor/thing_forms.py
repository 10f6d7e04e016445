"""Which thing an address means, and its boxes (編集する1件)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict

from tsunagaru.services.procedures.forms.conditions import Typed, asked_in, read_condition
from tsunagaru.services.procedures.forms.items import (
    AppealForm,
    AttachmentForm,
    CheckForm,
    CosignerForm,
    ItemForm,
    VerdictForm,
)
from tsunagaru.services.procedures.forms.money import (
    FeeForm,
    PaymentForm,
    ReductionForm,
    VisitForm,
)
from tsunagaru.services.procedures.forms.outcomes import OutcomeForm
from tsunagaru.services.procedures.forms.parts import PartForm
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules import items
from tsunagaru.services.procedures.rules.conditions import Asked
from tsunagaru.services.procedures.rules.items import Shelf
from tsunagaru.services.procedures.rules.scopes import CHECK, scoped
from tsunagaru.services.procedures.rules.trees import CannotEdit

FORMS: Mapping[str, type[ItemForm]] = {
    "verdict": VerdictForm,
    "outcome": OutcomeForm,
    "appeal": AppealForm,
    "part": PartForm,
    "cosigner": CosignerForm,
    "attachment": AttachmentForm,
    "fee": FeeForm,
    "reduction": ReductionForm,
    "payment": PaymentForm,
    "visit": VisitForm,
    items.CHECK: CheckForm,
}


@dataclass(frozen=True)
class Thing:
    """Which thing is edited (編集する1件).

    Args:
        place: its place in the row, from 0; of a new one, where it will stand.
        before: the thing as it is; empty for a new one.
    """

    shelf: Shelf
    place: int
    before: Mapping[str, Any]

    @property
    def new(self) -> bool:
        """Tell whether it does not exist yet."""
        return not self.before

    def read(self) -> Typed:
        """Return its condition as the boxes show it."""
        return read_condition(FORMS[self.shelf.what].condition_in(self.before))


def thing_of(found: Editing, shelf: Shelf, key: str) -> Thing:
    """Return the thing an address means: its place from 1, or ``new``.

    Raises:
        Http404: there is none.
    """
    try:
        row = items.things(found.form_tree, shelf)
    except CannotEdit as error:
        raise Http404 from error
    if key == "new":
        return Thing(shelf, len(row), {})
    if not (key.isascii() and key.isdecimal() and 0 < int(key[:4]) <= len(row)):
        raise Http404
    before = row[int(key[:4]) - 1]
    plain = before if isinstance(before, Mapping) else {"ja": str(before)}
    return Thing(shelf, int(key[:4]) - 1, plain)


def asked_of(found: Editing, shelf: Shelf) -> dict[str, Asked]:
    """Return the fields that a thing may use."""
    if shelf.what == "verdict":
        return asked_in(scoped(dict(found.tree), CHECK))
    return asked_in(found.form_tree, of=shelf.field)


def form_of(
    found: Editing, one: Thing, posted: QueryDict | None, initial: QueryDict | None = None
) -> ItemForm:
    """Return the boxes of a thing.

    Args:
        initial: what was typed before a button that saves nothing.
    """
    form = FORMS[one.shelf.what](
        posted, before=one.before, tree=found.tree, asked=asked_of(found, one.shelf)
    )
    for name, box in form.fields.items():
        if initial is not None:
            form.initial[name] = box.widget.value_from_datadict(initial, initial, name)
    return form
