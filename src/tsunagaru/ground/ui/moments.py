"""Boxes for a day and a time of day (日付と時刻の入力欄), read as people write them."""

import re
import unicodedata
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tsunagaru.ground.ui.numbers import refuse_number
from tsunagaru.kernel.calendar import CannotReadDate, parse_date
from tsunagaru.kernel.clock import JST

WRITTEN_TIME = re.compile(r"([0-9]{1,2})(?::|時)(?:([0-9]{1,2})分?)?")
END_OF_DAY = time(23, 59)


class DayField(forms.CharField):
    """A day (日付), in any common spelling."""

    def clean(self, value: object) -> date | None:
        """Return the day; None where nothing was written and nothing is needed.

        Raises:
            ValidationError: it is no day.
        """
        text = str(super().clean(value))
        refuse_number(text)
        if not text:
            return None
        try:
            return parse_date(text)
        except CannotReadDate as problem:
            raise ValidationError(str(problem)) from None


class TimeBox(forms.TimeField):
    """A time of day as people write it (時刻): ``9:00``, ``９時``, ``9時30分``, ``24:00``."""

    def to_python(self, value: Any) -> time | None:  # noqa: ANN401 - as Django declares it
        """Read it in any width; the end of the day is its last minute."""
        text = unicodedata.normalize("NFKC", str(value or "")).strip()
        found = WRITTEN_TIME.fullmatch(text)
        if found:
            text = f"{found[1]}:{found[2] or '00'}"
        return END_OF_DAY if text == "24:00" else super().to_python(text)


def moment_of(day: date, at: time) -> datetime:
    """Return the moment of a day and a time of day in the town (日時)."""
    return datetime.combine(day, at.replace(tzinfo=None), JST)
