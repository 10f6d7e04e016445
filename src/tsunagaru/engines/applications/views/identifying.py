"""How the page of confirmation makes sure who applies (確認画面の本人確認)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tsunagaru.engines.applications.definitions import ProcedureDefinition
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.identifying import DOUBT, WHY
from tsunagaru.engines.applications.rules import Identity
from tsunagaru.engines.applications.services import signing
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import Channel

NEEDS = {
    Identity.CARD: "この手続きは、マイナンバーカードでサインインすると申請できます。",
    Identity.COUNTER: "本人確認に使ったものを選んでください。",
    Identity.CARD_SIGNATURE: "この内容への電子署名が、まだ確かめられていません。署名してください。",
}


@dataclass(frozen=True)
class Signing:
    """What the page says about the signature (署名の表示).

    Args:
        state: empty while nothing was signed.
        blocks: whether the application cannot be handed in yet.
        pressed_at: when it was handed in, where it waits for the signature to be checked.
    """

    state: str
    sentence: str
    blocks: bool
    signed_in: bool
    pressed_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Tell whether the signature waits to be checked."""
        return self.state == people.SignatureState.PENDING


def signing_of(request: PageRequest, row: Draft, definition: ProcedureDefinition) -> Signing | None:
    """Return how it stands with the signature; None where no signature is asked for."""
    if row.channel != Channel.ONLINE or not definition.may_be_signed:
        return None
    state, why = signing.standing(row, row.pressed_at or clock.now())
    usable = state in (people.SignatureState.VERIFIED, people.SignatureState.PENDING)
    return Signing(
        state=str(state.value) if state else "",
        sentence=WHY.get(why, DOUBT),
        blocks=definition.must_be_signed and not usable,
        signed_in=request.actor.resident is not None,
        pressed_at=row.pressed_at,
    )


def audit_handed_in(
    request: PageRequest, application: UUID, *, principal: UUID | None = None
) -> None:
    """Note in the audit trail what somebody handed in for another person (代わりの申請の記録).

    Args:
        principal: for whom a proxy acted; what staff hand in is noted without one.
    """
    if not request.actor.is_staff and principal is None:
        return
    facts = {} if request.actor.is_staff else {"principal": str(principal)}
    audit(
        actor=request.actor,
        action="application.handed_in",
        subject=application,
        at=clock.now(),
        facts=facts,
    )
