"""Reads of broadcasts (配信の参照)."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tsunagaru.engines.messages.models import Broadcast, Comparison, Target
from tsunagaru.engines.messages.queries.briefs import token_key
from tsunagaru.engines.messages.rules.comparing import MARKS, Wording, settled, texts_of
from tsunagaru.engines.messages.rules.tokens import place_of
from tsunagaru.engines.messages.rules.tracking import LETTERS, pieces
from tsunagaru.engines.messages.rules.wording import words


def sent(number: int) -> Broadcast | None:
    """Return a broadcast that was let go (配信したもの), or None."""
    return Broadcast.objects.filter(pk=number).exclude(released_at=None).first()


def is_compared(row: Broadcast) -> bool:
    """Tell whether a broadcast has two wordings (文面を比べる配信か)."""
    return Comparison.objects.filter(pk=row.pk).exists()


def wording_seen(row: Broadcast, wording: int) -> int:
    """Return which wording its page shows: the one a link says, else what was chosen, else 1.

    Args:
        wording: as the link says, 0 for a link that says none.

    Returns:
        0 where there is one wording only.
    """
    found = Comparison.objects.filter(pk=row.pk).first()
    if found is None or wording:
        return wording if found else 0
    return settled(Wording.REST, found.chosen or 1)


def words_of(row: Broadcast, language: str, wording: int = 0) -> tuple[str, str]:
    """Return a broadcast's title and body in a language, of one of two wordings."""
    other = Comparison.objects.values_list("texts", flat=True).filter(pk=row.pk).first()
    return words(texts_of(row.texts, other, wording), language, drill=row.drill)


def with_links(row: Broadcast, body: str, wording: int = 0) -> SafeString:
    """Return a body as its page shows it: its addresses can be followed, and are counted."""
    links = row.links.order_by("number").values_list("url", flat=True)
    by = LETTERS["page"] + MARKS.get(wording, "")
    return format_html_join("", "{}", ((_piece(row, by, *one),) for one in pieces(body, links)))


def _piece(row: Broadcast, by: str, text: str, number: int) -> str:
    if not number:
        return text
    way = reverse("messages:follow", args=[row.pk, f"{number}{by}"])
    return format_html('<a href="{}" rel="nofollow">{}</a>', way, text)


def target_of(token: str) -> Target | None:
    """Return the target that a recipient's token names (符号の送信先), or None."""
    place = place_of(token_key(), token)
    if place is None:
        return None
    return Target.objects.filter(broadcast=place.broadcast, seq=place.seq).first()
