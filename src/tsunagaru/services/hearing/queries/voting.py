"""What a vote is known by (投票の印と番号), worked out under the key of its round, kept nowhere."""

import hmac
from uuid import UUID

from tsunagaru.kernel.text import fold_width
from tsunagaru.services.hearing.models import IdeaRound, SupportMark
from tsunagaru.services.hearing.rules.slips import code_from, read_code


def _under_key(row: IdeaRound, what: str, value: str) -> bytes:
    """Return a digest under a round's key; without the key nobody can make or check one."""
    if not row.key:
        raise LookupError("the key of the round is gone")
    return hmac.digest(bytes.fromhex(row.key), f"{what}\0{row.pk}\0{value}".encode(), "sha256")


def mark_of(row: IdeaRound, resident: UUID) -> str:
    """Return the mark that a resident has voted in a round (投票済みの印)."""
    return _under_key(row, "mark", resident.hex).hex()


def slip_of(row: IdeaRound, code: str) -> str:
    """Return what a slip's code is kept by, however it was typed (投票券の番号の要約)."""
    return _under_key(row, "slip", read_code(fold_width(code))).hex()


def code_for(row: IdeaRound, resident: UUID, press: UUID) -> str:
    """Return the code of the slip that one press of the button prints.

    The same press gives the same code, so that a page printed twice is one slip. The press is
    kept nowhere: afterwards nobody can work out which code was whose.
    """
    return code_from(_under_key(row, "code", f"{resident.hex}\0{press.hex}"))


def has_voted(row: IdeaRound, resident: UUID) -> bool:
    """Tell whether a resident has voted, or holds a slip (投票済みか); unknown after the count."""
    return bool(row.key) and SupportMark.objects.filter(digest=mark_of(row, resident)).exists()
