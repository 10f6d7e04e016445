"""The town's electronic seal (町の電子署名): whether there is one, and what it says.

What signs and checks is loaded at first use: most processes never do either, and loading it takes
a third of the time in which the town starts.
"""

from dataclasses import dataclass

from django.conf import settings


class CannotSign(Exception):
    """No key is set up, or it cannot be read (電子署名ができません)."""


@dataclass(frozen=True)
class Checked:
    """What a signature says (署名の検証).

    Args:
        ours: made with the town's certificate.
        intact: nothing of what was signed is changed.
        alone: nothing was added after signing.
    """

    ours: bool
    intact: bool
    alone: bool

    @property
    def good(self) -> bool:
        """Tell whether the file is as the town signed it."""
        return self.ours and self.intact and self.alone


def is_set_up() -> bool:
    """Tell whether the town has a key to sign with."""
    return bool(settings.TSUNAGARU_SEAL) or bool(settings.TSUNAGARU_CREATE_KEYS)


def sign(pdf: bytes, *, town: str, reason: str) -> bytes:
    """Sign a PDF, so that it stays accessible and archivable (電子署名を付ける).

    Raises:
        CannotSign: no key is set up, or it cannot be read.
    """
    from tsunagaru.ground.documents.gateways import pades  # noqa: PLC0415 - see above

    return pades.sign(pdf, town=town, reason=reason)


def check(pdf: bytes) -> Checked | None:
    """Return what the town's signature on a PDF says, or None when there is none (検証)."""
    from tsunagaru.ground.documents.gateways import pades  # noqa: PLC0415 - see above

    return pades.check(pdf)
