"""What a letter says, and which letter a link belongs to (確認のメールの参照)."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from tsunagaru.ground.people import rules
from tsunagaru.ground.people.models import Account, Letter, LetterState
from tsunagaru.ground.people.models.indexes import login_keys
from tsunagaru.ground.people.rules import Purpose
from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.phrases import ENGLISH, say

SEPARATOR = "~"
PAGES = {
    Purpose.SIGN_UP: "people:confirm_sign_up",
    Purpose.RESET: "people:new_password",
    Purpose.EMAIL: "people:confirm_email",
}


class CannotReadLink(Exception):
    """The link was not made by this system (リンクが正しくありません)."""


@dataclass(frozen=True)
class LetterView:
    """A letter as it is handed over (確認のメール).

    Args:
        link: the address it leads to, or empty; it stands in the body, too.
        language: of the text, as a page's ``lang`` has it.
    """

    id: UUID
    purpose: str
    address: str
    title: str
    body: str
    link: str
    language: str


def letter(id: UUID, *, at: datetime) -> LetterView | None:
    """Return a letter that waits for the mail server, or None when there is nothing to send.

    Nothing is sent to an address nobody signs in with, nor after the link's time.
    """
    row = Letter.objects.filter(pk=id, state=LetterState.QUEUED, expires_at__gt=at).first()
    return _view(row) if row else None


def shown_letter(id: UUID, *, at: datetime) -> LetterView | None:
    """Return a letter that a demo without mail server shows on the page instead of sending it."""
    rows = Letter.objects.filter(pk=id, state=LetterState.SHOWN, expires_at__gt=at)
    row = rows.first() if settings.TSUNAGARU_DEMO else None
    return _view(row) if row else None


@dataclass(frozen=True)
class FactorNews:
    """A changed way to sign in, as the inbox tells it (サインインの方法の変更).

    Args:
        what: what changed, in the reader's language.
    """

    resident: UUID
    what: str
    language: str
    at: datetime


def factor_news(id: UUID) -> FactorNews | None:
    """Return what a letter tells a resident of a way to sign in; None for staff and others."""
    rows = Letter.objects.filter(pk=id, purpose=Purpose.FACTOR).select_related("account")
    row = rows.first()
    if row is None or row.account is None or row.account.resident_id is None:
        return None
    what = say(rules.factor_words(row.fields["change"]).paragraphs[0], row.language)
    return FactorNews(row.account.resident_id, what, row.language, row.made_at)


def letter_row(id: UUID) -> Letter | None:
    """Return a letter's row, or None."""
    return Letter.objects.filter(pk=id).first()


def is_taken(address: str, *, besides: int | None = None) -> bool:
    """Tell whether an account other than this one signs in with an e-mail address (登録の有無)."""
    holders = Account.objects.filter(login__in=login_keys(address)).values_list("pk", flat=True)
    return any(pk != besides for pk in holders)


def token_of(row: Letter) -> str:
    """Return the signed end of a letter's link (署名付きの符号)."""
    return _signer(row.purpose).sign(row.pk.hex)


def read_link(purpose: Purpose, token: str) -> UUID:
    """Return the letter a link belongs to (リンクを読む).

    Raises:
        CannotReadLink: the signature is not ours, or was made for another purpose.
    """
    try:
        return UUID(_signer(purpose).unsign(token))
    except (signing.BadSignature, ValueError):
        raise CannotReadLink(purpose) from None


def open_letter(id: UUID, purpose: Purpose, *, at: datetime) -> Letter | None:
    """Return a letter whose link still works, or None when it was used or its time is over."""
    rows = Letter.objects.filter(pk=id, purpose=purpose, used_at=None, expires_at__gt=at)
    return rows.select_related("account").first()


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(salt=f"tsunagaru.people.letter.{purpose}", sep=SEPARATOR)


def _view(row: Letter) -> LetterView | None:
    purpose = Purpose(row.purpose)
    if purpose is Purpose.RESET and row.account_id is None:
        return None
    opens = purpose in {Purpose.SIGN_UP, Purpose.EMAIL}
    taken = opens and is_taken(row.address, besides=row.account_id)
    words = rules.TAKEN if taken else _words(row, purpose)
    link = _link(row, purpose, taken=taken)
    name = say(town.current().name, row.language)
    title = say(words.title, row.language)
    return LetterView(
        id=row.pk,
        purpose=purpose,
        address=row.address,
        title=f"【{name}】{title}" if name else title,
        body="\n\n".join(say(text, row.language, link=link) for text in words.paragraphs) + "\n",
        link=link,
        language="en" if row.language == ENGLISH else "ja",
    )


def _words(row: Letter, purpose: Purpose) -> rules.Words:
    if purpose is Purpose.FACTOR:
        return rules.factor_words(row.fields["change"])
    return rules.WORDS[purpose]


def _link(row: Letter, purpose: Purpose, *, taken: bool) -> str:
    """Return the whole address of a link, which says in which language its page speaks."""
    if purpose in {Purpose.MOVED, Purpose.FACTOR}:
        return ""
    origin = settings.TSUNAGARU_URL or row.fields.get("origin", "")
    path = reverse("people:sign_in") if taken else reverse(PAGES[purpose], args=[token_of(row)])
    return f"{origin.rstrip('/')}{path}?{urlencode({'lang': row.language})}"
