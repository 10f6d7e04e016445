"""A check for boxes of any kind (入力の検査): no individual number."""

from django.core.exceptions import ValidationError

from tsunagaru.kernel import individual_number

NO_NUMBER = "個人番号（マイナンバー）と思われる12桁の数字があります。削除してください。"

DEFINITION = "definition/"
"""Begins the place of what is typed into a definition: kept with it, so read again and again."""


def refuse_number(value: object) -> None:
    """Refuse what may hold an individual number (個人番号); one of a form field's validators.

    Raises:
        ValidationError: it may.
    """
    if individual_number.contains(str(value)):
        raise ValidationError(NO_NUMBER)
