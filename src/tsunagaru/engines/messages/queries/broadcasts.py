"""Reads of broadcasts (配信の参照)."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tsunagaru.engines.messages.models import Broadcast, Target
from tsunagaru.engines.messages.queries.briefs import token_key
from tsunagaru.engines.messages.rules.tokens import place_of
from tsunagaru.engines.messages.rules.tracking import LETTERS, pieces
from tsunagaru.engines.messages.rules.wording import words


def sent(number: int) -> Broadcast | None:
    """Return a broadcast that was let go (配信したもの), or None."""
    return Broadcast.objects.filter(pk=number).exclude(released_at=None).first()


def words_of(row: Broadcast, language: str) -> tuple[str, str]:
    """Return a broadcast's title and body in a language."""
    return words(row.texts, language, drill=row.drill)


def with_links(row: Broadcast, body: str) -> SafeString:
    """Return a body as its page shows it: its addresses can be followed, and are counted."""
    links = row.links.order_by("number").values_list("url", flat=True)
    return format_html_join("", "{}", ((_piece(row, *one),) for one in pieces(body, links)))


def _piece(row: Broadcast, text: str, number: int) -> str:
    if not number:
        return text
    way = reverse("messages:follow", args=[row.pk, f"{number}{LETTERS['page']}"])
    return format_html('<a href="{}" rel="nofollow">{}</a>', way, text)


def target_of(token: str) -> Target | None:
    """Return the target that a recipient's token names (符号の送信先), or None."""
    place = place_of(token_key(), token)
    if place is None:
        return None
    return Target.objects.filter(broadcast=place.broadcast, seq=place.seq).first()
