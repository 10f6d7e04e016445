"""With what an account signs in (サインインの方法)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tsunagaru.ground.people.models import Account, AppKey, Passkey, RecoveryCode
from tsunagaru.ground.places import api as places


@dataclass(frozen=True)
class WaysView:
    """The ways to sign in of one account (サインインの方法).

    Args:
        app: when the authenticator app was entered, or None.
        codes_left: recovery codes not used yet.
    """

    passkeys: Sequence[Passkey]
    app: AppKey | None
    codes_left: int
    has_password: bool

    @property
    def has_factor(self) -> bool:
        """Tell whether more than a password is asked for."""
        return bool(self.passkeys) or self.app is not None

    @property
    def since(self) -> datetime | None:
        """When the first of them was entered."""
        dates = [row.made_at for row in self.passkeys]
        return min([*dates, self.app.made_at] if self.app else dates, default=None)


def ways_of(account: Account) -> WaysView:
    """Return the ways to sign in of an account (サインインの方法)."""
    return WaysView(
        passkeys=list(Passkey.objects.filter(account=account)),
        app=AppKey.objects.filter(account=account).first(),
        codes_left=RecoveryCode.objects.filter(account=account, used_at=None).count(),
        has_password=account.has_usable_password(),
    )


def has_factor(account: int) -> bool:
    """Tell whether an account asks for more than a password (追加の認証の有無)."""
    apps = AppKey.objects.filter(account=account)
    return apps.exists() or Passkey.objects.filter(account=account).exists()


def has_passkey(account: int) -> bool:
    """Tell whether an account has a passkey (パスキーの有無)."""
    return Passkey.objects.filter(account=account).exists()


def must_set_up(account: int) -> bool:
    """Tell whether the town wants a second factor of this member of staff, who has none."""
    return places.staff_second_factor_required() and not has_factor(account)
