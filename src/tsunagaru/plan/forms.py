"""What readers and staff send to the plan's pages (計画の入力)."""

from collections.abc import Mapping
from datetime import date

from django import forms

from tsunagaru.ground.ui.boxes import Sentence
from tsunagaru.kernel.calendar import CannotReadDate, parse_date
from tsunagaru.plan.queries.strategy import Wanted
from tsunagaru.plan.rules.strategy import SHEET_FIELDS

SHEET_LENGTH = 4000


class Day(forms.CharField):
    """A day as people write it, in either calendar (日付)."""

    def clean(self, value: object) -> date:
        """Return the day.

        Raises:
            forms.ValidationError: it is no day that can be read.
        """
        try:
            return parse_date(str(super().clean(value)))
        except CannotReadDate as error:
            raise forms.ValidationError(self.error_messages["invalid"]) from error


def wanted_of(sent: Mapping[str, str]) -> Wanted:
    """Return what a reader asked for on the dashboard (絞り込み)."""
    return Wanted(
        priority=sent.get("priority") == "1",
        policy=sent.get("policy", ""),
        section=sent.get("section", ""),
        wall=sent.get("wall", ""),
    )


class SheetForm(forms.Form):
    """The sheet of an initiative and the town's own ties (個票と紐づけの入力)."""

    sections = forms.MultipleChoiceField(
        label="担当・関係する課（町独自の紐づけ）",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    walls = forms.MultipleChoiceField(
        label="関係する壁（町独自の紐づけ）",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        initial: dict[str, object],
        sections: list[tuple[str, str]],
        walls: list[tuple[str, str]],
    ) -> None:
        super().__init__(data, initial=initial)
        for name, label in SHEET_FIELDS.items():
            self.fields[name] = Sentence(label=label, required=False, max_length=SHEET_LENGTH)
        self.fields["sections"].choices = sections  # type: ignore[attr-defined]  # a choice field
        self.fields["walls"].choices = walls  # type: ignore[attr-defined]  # a choice field
        self.order_fields([*SHEET_FIELDS, "sections", "walls"])

    @property
    def sheet(self) -> dict[str, str | None]:
        """Return the sheet as sent; an empty field is absent."""
        return {name: self.cleaned_data[name] or None for name in SHEET_FIELDS}
