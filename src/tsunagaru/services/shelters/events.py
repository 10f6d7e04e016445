"""Events of shelters (避難所の出来事). ``subject``: the opened shelter, entry or request."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class ShelterOpened(Event, name="shelter.opened"):
    """A shelter was opened (避難所を開設した)."""

    site: str
    drill: str


@dataclass(frozen=True, kw_only=True)
class ShelterChanged(Event, name="shelter.changed"):
    """A shelter takes in nobody more, or does again (受入れを止めた、再開した).

    Args:
        act: fill or free.
    """

    site: str
    drill: str
    act: str


@dataclass(frozen=True, kw_only=True)
class ShelterClosed(Event, name="shelter.closed"):
    """A shelter was closed (避難所を閉鎖した).

    Args:
        open_h: hours it was open.
    """

    site: str
    drill: str
    open_h: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class ArrivalEntered(Event, name="shelter.arrival_entered"):
    """An entry about somebody's arrival came in (到着の記録が届いた).

    Args:
        how: qr, code, hand or list.
        effect: new, again, moved or doubtful, as far as was known then.
        late_min: minutes between the entry and its coming in: without a network it waits.
    """

    site: str
    drill: str
    how: str
    effect: str
    late_min: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class ShelterMovementNoted(Event, name="shelter.movement_noted"):
    """Somebody went out, came back or left (外出・戻り・退所)."""

    site: str
    drill: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class EvacueesMerged(Event, name="shelter.evacuees_merged"):
    """Staff found that two entered people are one (二人の記録を一人にまとめた)."""

    site: str
    drill: str


@dataclass(frozen=True, kw_only=True)
class TabletEnrolled(Event, name="shelter.tablet_enrolled"):
    """A tablet can enter people (端末を登録した)."""

    site: str
    drill: str


@dataclass(frozen=True, kw_only=True)
class TabletRevoked(Event, name="shelter.tablet_revoked"):
    """A tablet counts no more (端末を止めた)."""

    site: str
    drill: str


@dataclass(frozen=True, kw_only=True)
class NamesGiven(Event, name="shelter.names_given"):
    """A tablet was given the names of who lives around (端末に名簿を渡した).

    Args:
        people: how many names.
    """

    site: str
    drill: str
    people: int = measure()


@dataclass(frozen=True, kw_only=True)
class NamesKeyMade(Event, name="shelter.names_key_made"):
    """A shelter got a key to the lists of names on its tablets, or a new one (名簿の鍵を作った)."""

    site: str
    drill: str


@dataclass(frozen=True, kw_only=True)
class ListingChanged(Event, name="shelter.listing_changed"):
    """A resident chose whether to stand in the lists of tablets (名簿に載るかどうかを選んだ).

    Args:
        listed: yes or no.
    """

    listed: str


@dataclass(frozen=True, kw_only=True)
class HeldSettled(Event, name="shelter.held_settled"):
    """Staff took in, or dropped, what a revoked tablet still held (止めた端末の記録を確かめた)."""

    site: str
    drill: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class PassMade(Event, name="shelter.pass_made"):
    """A resident got a QR code for shelters (受付コードを作った)."""


@dataclass(frozen=True, kw_only=True)
class FamilyAsked(Event, name="shelter.family_asked"):
    """A resident asked whether one of the household is at a shelter (家族の照会).

    Args:
        told: ``yes``, or ``unknown`` for everything else.
    """

    told: str


@dataclass(frozen=True, kw_only=True)
class SupplyMoved(Event, name="shelter.supply_moved"):
    """Supplies came, went, or were counted (物資の入出庫).

    Args:
        kind: in, out or count.
    """

    site: str
    drill: str
    item: str
    kind: str
    quantity: int = measure()


@dataclass(frozen=True, kw_only=True)
class SupplyRequested(Event, name="shelter.supply_requested"):
    """A shelter asked headquarters for something (物資を要請した)."""

    site: str
    drill: str
    item: str


@dataclass(frozen=True, kw_only=True)
class SupplyRequestMoved(Event, name="shelter.supply_request_moved"):
    """A request went on (要請が進んだ).

    Args:
        to: accepted, sent, received, declined or withdrawn.
        minutes: since it was asked for.
    """

    site: str
    drill: str
    item: str
    to: str
    minutes: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class ShelterReported(Event, name="shelter.reported"):
    """A shelter reported (定時報告をした).

    Args:
        late: ``yes`` after the time that is allowed.
    """

    site: str
    drill: str
    late: str


@dataclass(frozen=True, kw_only=True)
class ShelterReportMissed(Event, name="shelter.report_missed"):
    """A report was not there when it had to be (定時報告が間に合わなかった)."""

    site: str
    drill: str
