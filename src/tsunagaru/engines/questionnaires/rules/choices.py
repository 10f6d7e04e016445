"""Choices and declarations (選択・確認)."""

from collections.abc import Collection, Sequence

from tsunagaru.engines.questionnaires.rules.problems import CannotRead

NOT_A_CHOICE = "「{label}」は、選択肢の中から選んでください。"
TOO_MANY = "「{label}」は、{limit}個まで選べます。"
TOO_FEW = "「{label}」は、{limit}個以上選んでください。"
TICKED = ("on", "yes", "1", "true")


def read_choice(raw: str, codes: Collection[str]) -> str | None:
    """Return the chosen code (選択), or None when nothing is chosen.

    Raises:
        CannotRead: not among the choices.
    """
    if not raw:
        return None
    if raw not in codes:
        raise CannotRead(NOT_A_CHOICE)
    return raw


def read_choices(
    raws: Sequence[str], codes: Sequence[str], *, fewest: int = 0, most: int = 0
) -> list[str] | None:
    """Return the chosen codes in the order of the choices (複数選択), or None for none.

    Raises:
        CannotRead: not among the choices, too few or too many.
    """
    chosen = {raw for raw in raws[: len(codes) + 1] if raw}
    if len(raws) > len(codes) + 1 or chosen - set(codes):
        raise CannotRead(NOT_A_CHOICE)
    if not chosen:
        return None
    if len(chosen) < fewest:
        raise CannotRead(TOO_FEW, limit=fewest)
    if most and len(chosen) > most:
        raise CannotRead(TOO_MANY, limit=most)
    return [code for code in codes if code in chosen]


def read_tick(raw: str) -> bool | None:
    """Return True when the box is ticked (確認済み), else None.

    Raises:
        CannotRead: something else was sent.
    """
    if not raw:
        return None
    if raw not in TICKED:
        raise CannotRead(NOT_A_CHOICE)
    return True
