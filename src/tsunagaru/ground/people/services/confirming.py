"""What is asked for on a page and comes into force by a link (登録・再設定・変更の確認)."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction

from tsunagaru.ground.people import queries
from tsunagaru.ground.people.models import Account, Letter, Resident, Staff
from tsunagaru.ground.people.models.indexes import EMAIL, email_form, login_key
from tsunagaru.ground.people.rules import Person, Purpose
from tsunagaru.ground.people.services import accounts, letters, residents, tries
from tsunagaru.ground.people.services.letters import CannotConfirm, Visit
from tsunagaru.ground.vault.sealing import blinds


class WrongPassword(Exception):
    """The password is not the one that was chosen when signing up."""


@transaction.atomic
def ask_sign_up(person: Person, *, password: str, visit: Visit, at: datetime) -> UUID:
    """Keep what a person tells when signing up until the link is opened (利用者登録の受付).

    It does the same whether or not the address has an account; the letter alone tells.

    Publishes:
        LetterRequested
    """
    told = asdict(person) | {"birth_on": person.birth_on.isoformat() if person.birth_on else None}
    for name in ("id", "household"):
        told.pop(name)
    fields = {"person": told, "password": make_password(password)}
    return letters.write(Purpose.SIGN_UP, person.email, fields=fields, visit=visit, at=at)


@transaction.atomic
def confirm_sign_up(letter: UUID, *, password: str, at: datetime) -> Account:
    """Register the resident and open the account (利用者登録の完了).

    The password is asked for once more: whoever gets a letter they never asked for cannot open,
    by mistake, an account whose password somebody else has chosen.

    Raises:
        CannotConfirm: the link is over, or the address has an account by now.
        WrongPassword: the link stays good.

    Publishes:
        ResidentRegistered, AccountOpened
    """
    row = queries.open_letter(letter, Purpose.SIGN_UP, at=at)
    if row is not None and not check_password(password, row.fields["password"]):
        raise WrongPassword
    row = letters.use(letter, Purpose.SIGN_UP, at=at)
    told = dict(row.fields["person"])
    born = told.pop("birth_on")
    person = Person(**told, birth_on=date.fromisoformat(born) if born else None)
    try:
        with transaction.atomic():
            return accounts.sign_up(person, password=password, at=at)
    except accounts.CannotOpenAccount as error:
        raise CannotConfirm(row.purpose) from error


@transaction.atomic
def ask_reset(address: str, *, visit: Visit, at: datetime) -> UUID:
    """Have a link sent with which a new password can be set (パスワード再設定の受付).

    Publishes:
        LetterRequested, also for an address nobody signs in with; no letter leaves then
    """
    account = _reached_by(address)
    return letters.write(Purpose.RESET, address, account=account, visit=visit, at=at)


def _reached_by(address: str) -> Account | None:
    """Return the account that signs in with an address, or the staff's whose address it is.

    A resident's contact address alone is not enough: nobody has confirmed it.
    """
    account = queries.account_of(address)
    if account is None:
        index = blinds(email_form(address), place=EMAIL)
        people = Staff.objects.filter(email_index__in=index, active=True)
        found = list(Account.objects.filter(staff__in=people)[:2])
        account = found[0] if len(found) == 1 else None
    return account if account and account.is_active else None


@transaction.atomic
def reset_password(letter: UUID, password: str, *, at: datetime) -> None:
    """Set a new password by a link; every session and every other such link ends (再設定).

    Raises:
        CannotConfirm: the link is over, or the account is closed.

    Publishes:
        PasswordChanged
    """
    row = letters.use(letter, Purpose.RESET, at=at)
    if row.account is None or not row.account.is_active:
        raise CannotConfirm(row.purpose)
    accounts.change_password(row.account, password, how="link", at=at)
    tries.forget(row.account.login)


@transaction.atomic
def ask_email(account: Account, address: str, *, visit: Visit, at: datetime) -> UUID:
    """Have a link sent to a resident's new e-mail address (メールアドレス変更の受付).

    Publishes:
        LetterRequested
    """
    return letters.write(Purpose.EMAIL, address, account=account, visit=visit, at=at)


@transaction.atomic
def confirm_email(letter: UUID, *, at: datetime) -> None:
    """Bring a new e-mail address into force, for contact and sign-in (メールアドレスの変更).

    The old address is told.

    Raises:
        CannotConfirm: the link is over, or somebody else signs in with the address by now.

    Publishes:
        ProfileChanged, LetterRequested
    """
    row = letters.use(letter, Purpose.EMAIL, at=at)
    account = row.account
    taken = queries.is_taken(row.address, besides=row.account_id)
    if account is None or account.resident is None or taken:
        raise CannotConfirm(row.purpose)
    if account.signs_in_by_email:
        _change_login(account, row.address)
    letters.void(account, Purpose.RESET, at=at)
    letters.void(account, Purpose.EMAIL, at=at)
    accounts.note(account, "account.address_changed", at)
    change_email(account.resident, row.address, channel="online", language=row.language, at=at)


def _change_login(account: Account, address: str) -> None:
    account.login = login_key(address)
    try:
        with transaction.atomic():
            account.save(update_fields=["login"])
    except IntegrityError as error:
        raise CannotConfirm(Purpose.EMAIL) from error


def change_email(
    resident: Resident, address: str, *, channel: str, language: str, at: datetime
) -> None:
    """Change a resident's address for contact and tell the old one (連絡先の変更)."""
    old = resident.email or ""
    residents.change_profile(resident.pk, {"email": address}, channel=channel, at=at)
    if old and email_form(old) != email_form(address):
        account = Account.objects.filter(resident=resident).first()
        visit = Visit(language=language)
        letters.write(Purpose.MOVED, old, account=account, visit=visit, at=at)


def wanted_of(letter: Letter) -> str:
    """Return the page the person wanted when asking for a letter (戻り先)."""
    return str(letter.fields.get("wanted", ""))
