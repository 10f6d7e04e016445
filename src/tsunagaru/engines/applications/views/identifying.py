"""How the page of confirmation makes sure who applies (確認画面の本人確認)."""

from dataclasses import dataclass

from tsunagaru.engines.applications.definitions import ProcedureDefinition
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.rules import Document, Identity
from tsunagaru.engines.applications.services import signing
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import Channel

NEEDS = {
    Identity.CARD: "この手続きは、マイナンバーカードでサインインすると申請できます。",
    Identity.COUNTER: "本人確認に使ったものを選んでください。",
    Identity.CARD_SIGNATURE: "この内容への電子署名が、まだ確かめられていません。署名してください。",
}
WHY = {
    "revoked": "署名用電子証明書が失効しています。"
    "住所や氏名を変えたときは、新しい証明書が必要です。",
    "expired": "署名用電子証明書の有効期限が切れています。役場の窓口で更新できます。",
    "holder": "署名した方が、申請者と違います。ご本人のカードで署名してください。",
    "usage": "サインイン用の証明書では署名できません。署名用のパスワードで署名してください。",
}
DOUBT = "署名を確かめられませんでした。もう一度、署名してください。"


@dataclass(frozen=True)
class Signing:
    """What the page says about the signature (署名の表示).

    Args:
        state: empty while nothing was signed.
        blocks: whether the application cannot be handed in yet.
    """

    state: str
    sentence: str
    blocks: bool
    signed_in: bool


def signing_of(request: PageRequest, row: Draft, definition: ProcedureDefinition) -> Signing | None:
    """Return how it stands with the signature; None where no signature is asked for."""
    if row.channel != Channel.ONLINE or not definition.may_be_signed:
        return None
    state, why = signing.standing(row, clock.now())
    verified = state == people.SignatureState.VERIFIED
    return Signing(
        state=str(state.value) if state else "",
        sentence=WHY.get(why, DOUBT),
        blocks=definition.must_be_signed and not verified,
        signed_in=request.actor.resident is not None,
    )


def note_means(request: PageRequest, row: Draft) -> None:
    """Note on a draft by what its applicant was identified, as far as this request shows it."""
    if request.actor.is_staff:
        shown = request.POST.get("document", "")
        means = shown if shown in set(Document) else ""
    else:
        means = request.actor.means if request.actor.means == Identity.CARD else ""
    if row.identified_by != means:
        row.identified_by = means
        row.save(update_fields=["identified_by"])
