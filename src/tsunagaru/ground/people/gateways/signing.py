"""Django-allauth fitted to our accounts (サインイン): no e-mail addresses, one look-up."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows import login as flows
from allauth.account.internal.flows import logout as logout_flow
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.urls import reverse

from tsunagaru.ground.people import rules
from tsunagaru.ground.people.models import Account
from tsunagaru.ground.people.models.indexes import login_key, login_keys
from tsunagaru.ground.people.rules import factors

MEANS, BROWSER, WAY = "people.means", "people.card", "people.card_way"
PROVED, FIRST_STEP = "people.proved", "people.first_step"


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Checks passwords as django-allauth does, and reads the person with the account."""

    def get_user(self, user_id: Any) -> Account | None:  # noqa: ANN401 - Django's signature
        """Return an active account with its resident or member of staff."""
        rows = Account.objects.select_related("resident", "staff")
        return rows.filter(pk=user_id, is_active=True).first()


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """What django-allauth asks the house about."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - its signature
        """Close allauth's own sign-up; ours calls the service."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing: our pages tell what happened."""

    def is_safe_url(self, url: str | None) -> bool:
        """Judge a way back as our own pages do; allauth's way stumbles over ``//[``."""
        return bool(url) and rules.safe_next(url or "") == url


def check_password(request: HttpRequest, login: str, password: str) -> Account | None:
    """Return the account if sign-in name and password fit (照合).

    Unknown names cost the same time as wrong passwords.
    """
    stored = Account.objects.filter(login__in=login_keys(login)).values_list("login", flat=True)
    name = stored.first() or login_key(login)
    found = get_adapter().authenticate(request, username=name, password=password)
    return found if isinstance(found, Account) and found.is_active else None


def begin_session(request: HttpRequest, account: Account, means: str = "", *, at: datetime) -> None:
    """Sign an account in; the session gets a new key and starts empty (サインイン).

    Args:
        means: by what the person signed in: ``card``, ``passkey``, or empty for a password.
    """
    request.session.flush()
    flows.perform_password_login(request, {}, Login(user=account))
    note_proof(request, at=at)
    if means:
        request.session[MEANS] = means


def end_session(request: HttpRequest) -> None:
    """Sign out; the session is deleted (サインアウト)."""
    logout_flow.logout(request)


def keep_session(request: HttpRequest, account: Account) -> None:
    """Keep this session through a change of password, with a new key."""
    update_session_auth_hash(request, account)


@dataclass(frozen=True)
class FirstStep:
    """Whose password held, and where they want to go on to (一段階目)."""

    account: Account
    wanted: str


def hold_first_step(request: HttpRequest, account: Account, wanted: str, *, at: datetime) -> None:
    """Remember for some minutes that a password held; nobody is signed in by that (一段階目)."""
    request.session.cycle_key()
    request.session[FIRST_STEP] = {
        "account": account.pk,
        "hash": account.get_session_auth_hash(),
        "at": int(at.timestamp()),
        "wanted": wanted,
    }


def first_step(request: HttpRequest, *, at: datetime) -> FirstStep | None:
    """Return whose password held a while ago, or None; a new password ends it."""
    held = request.session.get(FIRST_STEP)
    if not held or not _is_fresh(held["at"], factors.FIRST_STEP_LASTS, at):
        return None
    rows = Account.objects.select_related("resident", "staff")
    account = rows.filter(pk=held["account"], is_active=True).first()
    if account is None or not secrets.compare_digest(account.get_session_auth_hash(), held["hash"]):
        return None
    return FirstStep(account, held["wanted"])


def note_proof(request: HttpRequest, *, at: datetime) -> None:
    """Note that the person has just shown who they are (本人の確認)."""
    request.session[PROVED] = int(at.timestamp())


def has_proof(request: HttpRequest, *, at: datetime) -> bool:
    """Tell whether the person showed who they are within the last minutes."""
    return _is_fresh(request.session.get(PROVED, 0), factors.PROOF_LASTS, at)


def _is_fresh(stamp: int, lasts: timedelta, at: datetime) -> bool:
    since = at - datetime.fromtimestamp(stamp, tz=UTC)
    return timedelta(seconds=-1) <= since < lasts


def party_of(request: HttpRequest) -> factors.Party | None:
    """Return for which site passkeys are made and used; None where there can be none."""
    return factors.party_at(settings.TSUNAGARU_URL or f"{request.scheme}://{request.get_host()}")


def browser_of(request: HttpRequest) -> str:
    """Return the secret by which this session recognises its own visits to the card provider."""
    found = request.session.get(BROWSER)
    if not isinstance(found, str):
        found = request.session[BROWSER] = secrets.token_urlsafe(32)
    return found


def keep_way(request: HttpRequest, wanted: str) -> None:
    """Remember where somebody was who goes to the card provider: it may send them back (戻り先)."""
    request.session[WAY] = rules.safe_next(wanted)


def kept_way(request: HttpRequest) -> str:
    """Return where somebody was before they went to the card provider, or empty."""
    return rules.safe_next(str(request.session.get(WAY, "")))


def back_to(request: HttpRequest) -> str:
    """Return our callback address as the card provider knows it."""
    origin = settings.TSUNAGARU_URL or f"{request.scheme}://{request.get_host()}"
    return origin.rstrip("/") + reverse("people:card_callback")
