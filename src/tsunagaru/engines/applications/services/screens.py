"""The screen on which a person checks and signs (確認画面): a tablet at the counter."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.events import BundleSigned
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries import bundles as reads
from tsunagaru.engines.applications.services.drafts import CannotContinue, new_code
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.vault.sealing import blind

SHOWN_FOR = timedelta(minutes=30)
LONGEST_NAME = 80
MOST_STROKES, MOST_POINTS = 200, 4000
Stroke = Sequence[tuple[int, int]]


class CannotSign(Exception):
    """What was sent is no signature (署名できません)."""


@transaction.atomic
def show_on_screen(bundle: UUID, *, at: datetime) -> str:
    """Let a tablet show a bundle for half an hour (確認画面に出す).

    Returns:
        The code that opens it; a code given before opens nothing any more.

    Raises:
        CannotContinue: the bundle was handed in or given up.
    """
    row = Bundle.objects.select_for_update(no_key=True).get(pk=bundle)
    if row.state != rules.Ending.OPEN:
        raise CannotContinue(row.state)
    code = new_code()
    row.screen_index = blind(code, place=reads.SCREEN_PLACE)
    row.shown_until = at + SHOWN_FOR
    row.save(update_fields=["screen_index", "shown_until"])
    return code


@transaction.atomic
def sign_bundle(bundle: UUID, *, name: str, strokes: Sequence[Stroke], at: datetime) -> None:
    """Note that the person checked everything and signed (確認して署名する).

    Args:
        name: as the person typed or the clerk read it; needed where nothing was drawn.
        strokes: the drawn lines, each a row of points.

    Raises:
        CannotSign: neither a name nor a line, or far too much of either.
        CannotContinue: the bundle was handed in or given up.

    Publishes:
        BundleSigned
    """
    _check(name, strokes)
    row = Bundle.objects.select_for_update(no_key=True).get(pk=bundle)
    if row.state != rules.Ending.OPEN:
        raise CannotContinue(row.state)
    row.signed_at, row.void_at = at, None
    row.signature = {"name": name.strip(), "strokes": [list(map(list, one)) for one in strokes]}
    row.save(update_fields=["signed_at", "signature", "void_at"])
    publish(BundleSigned(at=at, subject=row.pk, guide=row.guide, channel=row.channel))


def was_signed(row: Bundle) -> bool:
    """Tell whether what a tablet shows was signed on it, so that it shows no more (署名済みか)."""
    if row.signed_at is None or row.shown_until is None:
        return False
    return row.signed_at >= row.shown_until - SHOWN_FOR


def _check(name: str, strokes: Sequence[Stroke]) -> None:
    points = sum(len(stroke) for stroke in strokes)
    too_much = len(strokes) > MOST_STROKES or points > MOST_POINTS or len(name) > LONGEST_NAME
    if too_much or not (name.strip() or points > 1):
        raise CannotSign
