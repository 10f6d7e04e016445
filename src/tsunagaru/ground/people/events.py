"""Events of people (住民・職員の出来事).

``subject`` is a grant, an absence, a letter, or a number of its own; never a person.
"""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class ResidentRegistered(Event, name="resident.registered"):
    """A person entered the town's register of this system (住民の登録)."""

    source: str


@dataclass(frozen=True, kw_only=True)
class ResidentsImported(Event, name="resident.imported"):
    """Many people were entered at once (住民の一括登録)."""

    source: str
    count: int = measure()


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Event, name="resident.profile_changed"):
    """A resident changed the own profile (登録情報の変更)."""

    part: str


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Event, name="consent.given"):
    """A resident agreed to something (同意)."""

    code: str


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Event, name="consent.revoked"):
    """A resident took a consent back (同意の撤回)."""

    code: str


@dataclass(frozen=True, kw_only=True)
class PersonExported(Event, name="privacy.exported"):
    """A person's data was handed out to them (本人への開示)."""


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event, name="privacy.erased"):
    """A person's data was erased as far as the law allows (消去)."""

    erased: int = measure()
    kept: int = measure()


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event, name="account.opened"):
    """An account was opened (アカウントの開設)."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event, name="account.closed"):
    """An account was closed (アカウントの閉鎖)."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event, name="session.opened"):
    """Somebody signed in (サインイン)."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class SignInRefused(Event, name="session.refused"):
    """A try to sign in was refused (サインインの拒否): ``wrong``, ``limit`` or ``second``."""

    why: str


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event, name="account.password_changed"):
    """A password was changed (パスワードの変更)."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class FactorAdded(Event, name="factor.added"):
    """A second factor was added (追加の認証の登録): ``passkey``, ``app`` or ``codes``."""

    kind: str
    factor: str


@dataclass(frozen=True, kw_only=True)
class FactorChanged(Event, name="factor.changed"):
    """A passkey got another name, or recovery codes were made anew (追加の認証の変更)."""

    kind: str
    factor: str


@dataclass(frozen=True, kw_only=True)
class FactorRemoved(Event, name="factor.removed"):
    """A second factor was removed (追加の認証の取消).

    Args:
        factor: ``passkey``, ``app``, or ``all`` after a lost device.
        removed_by: ``owner``, ``counter`` or ``office``.
    """

    kind: str
    factor: str
    removed_by: str


@dataclass(frozen=True, kw_only=True)
class FactorRefused(Event, name="factor.refused"):
    """A second factor did not hold (追加の認証の拒否): which, and why."""

    factor: str
    why: str


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(Event, name="factor.code_used"):
    """A recovery code was used up (復旧コードの使用).

    Args:
        left: how many are left.
    """

    kind: str
    left: int = measure()


@dataclass(frozen=True, kw_only=True)
class GrantGiven(Event, name="grant.given"):
    """A role was given to a member of staff (役割の付与)."""

    role: str
    section: str


@dataclass(frozen=True, kw_only=True)
class GrantRevoked(Event, name="grant.revoked"):
    """A role was taken back (役割の取消)."""

    role: str
    section: str


@dataclass(frozen=True, kw_only=True)
class StaffJoined(Event, name="staff.joined"):
    """A member of staff was entered (職員の登録)."""

    section: str


@dataclass(frozen=True, kw_only=True)
class AbsenceEntered(Event, name="absence.entered"):
    """An absence was entered (不在の登録)."""

    section: str
    why: str
    days: int = measure()


@dataclass(frozen=True, kw_only=True)
class AbsenceCancelled(Event, name="absence.cancelled"):
    """An absence was taken back (不在の取消)."""

    section: str


@dataclass(frozen=True, kw_only=True)
class AccountsImported(Event, name="account.imported"):
    """Many accounts were opened at once (アカウントの一括開設)."""

    kind: str
    count: int = measure()


@dataclass(frozen=True, kw_only=True)
class LetterRequested(Event, name="letter.requested"):
    """An e-mail with a link waits to be handed over (確認のメールの依頼)."""

    purpose: str


@dataclass(frozen=True, kw_only=True)
class LetterAccepted(Event, name="letter.accepted"):
    """The mail server took such an e-mail (確認のメールが受け付けられた)."""

    purpose: str


@dataclass(frozen=True, kw_only=True)
class LetterRefused(Event, name="letter.refused"):
    """The mail server refused such an e-mail for good (確認のメールの不達)."""

    purpose: str


@dataclass(frozen=True, kw_only=True)
class DeputiesNamed(Event, name="deputies.named"):
    """The order in which people stand in for a head was set (代理順位の決定)."""

    section: str
    deputies: int = measure()


@dataclass(frozen=True, kw_only=True)
class CardVisitStarted(Event, name="card.visit_started"):
    """Somebody was sent to the card provider (カード認証の開始): for what."""

    purpose: str


@dataclass(frozen=True, kw_only=True)
class CardRecognised(Event, name="card.recognised"):
    """The provider's answer held (カード認証の成立)."""

    purpose: str


@dataclass(frozen=True, kw_only=True)
class CardRefused(Event, name="card.refused"):
    """The provider's answer was refused (カード認証の拒否): for what, and why."""

    purpose: str
    why: str


@dataclass(frozen=True, kw_only=True)
class SignatureAsked(Event, name="signature.asked"):
    """Somebody was asked to sign with the card (電子署名の依頼)."""


@dataclass(frozen=True, kw_only=True)
class SignatureSettled(Event, name="signature.settled"):
    """A signature was verified, refused, or waits for the revocation check (電子署名の検証)."""

    state: str
    why: str


@dataclass(frozen=True, kw_only=True)
class CardLinked(Event, name="card.linked"):
    """A card was entered for an account (カードの登録)."""

    how: str


@dataclass(frozen=True, kw_only=True)
class CardUnlinked(Event, name="card.unlinked"):
    """A card was taken off an account (カードの登録の取消)."""


@dataclass(frozen=True, kw_only=True)
class MandateAsked(Event, name="mandate.asked"):
    """Somebody asks to act for another, or to be acted for (代理の申出)."""

    asked_as: str


@dataclass(frozen=True, kw_only=True)
class MandateConfirmed(Event, name="mandate.confirmed"):
    """A mandate came into force (代理の確認): online by the other side, or at the counter.

    Args:
        document: what was shown, as a code; empty online.
    """

    ground: str
    document: str


@dataclass(frozen=True, kw_only=True)
class MandateEnded(Event, name="mandate.ended"):
    """A mandate is over (代理の終了)."""

    ground: str
    ended_by: str
