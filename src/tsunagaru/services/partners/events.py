"""Events of partners (連携先の出来事). ``subject`` is the program, or the file that came."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PartnerRegistered(Event, name="partner.registered"):
    """A program may use the API from now on (APIの利用者を登録した)."""

    section: str


@dataclass(frozen=True, kw_only=True)
class PartnerRenewed(Event, name="partner.renewed"):
    """A program got a new secret; the old one is void (秘密を作り直した)."""


@dataclass(frozen=True, kw_only=True)
class PartnerRevoked(Event, name="partner.revoked"):
    """A program may use the API no more (APIの利用を止めた)."""


@dataclass(frozen=True, kw_only=True)
class PartnerAdmitted(Event, name="partner.admitted"):
    """A program showed its secret and got a pass (トークンを発行した)."""


@dataclass(frozen=True, kw_only=True)
class PartnerUploaded(Event, name="partner.uploaded"):
    """A file came before its application (添付を受け取った)."""

    procedure: str


@dataclass(frozen=True, kw_only=True)
class PartnerFiled(Event, name="partner.filed"):
    """A program handed in an application (APIで申請を受け付けた)."""

    procedure: str
