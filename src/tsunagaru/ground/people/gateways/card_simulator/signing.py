"""Sign transactions of the stand-in, and its responder (署名トランザクションと失効確認の模擬)."""

import base64
import binascii
import uuid
from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web
from cryptography.hazmat.primitives import serialization

from tsunagaru.ground.people.gateways.card_simulator.authority import PLAIN, Odd
from tsunagaru.ground.people.gateways.card_simulator.realm import REALM, Realm, Refused
from tsunagaru.ground.people.rules.card.jpki import Use

DIGEST_BYTES = 32
ODD = {
    "sign": PLAIN,
    "auth": Odd(use=Use.AUTH),
    "ca": Odd(ca=True),
    "self": Odd(signed_by="leaf"),
    "foreign": Odd(signed_by="stranger"),
    "expired": Odd(days_ago=3000),
    "second": Odd(signed_by="authority2"),
}


async def ask(request: web.Request) -> web.Response:
    """Take a digest to be signed."""
    realm = request.app[REALM]
    if realm.client_tokens.get(_bearer(request)) != "sign":
        raise Refused("invalid_token")
    try:
        digest = base64.b64decode(str((await request.json()).get("digest")), validate=True)
    except (ValueError, binascii.Error) as error:
        raise Refused("invalid_request") from error
    if len(digest) != DIGEST_BYTES:
        raise Refused("invalid_request")
    id_ = str(uuid.uuid4())
    realm.transactions[id_] = digest
    return web.json_response({"sign_transaction_id": id_}, status=201)


async def give(request: web.Request) -> web.Response:
    """Give the signature of a transaction, once, to whom its holder consented."""
    realm = request.app[REALM]
    id_ = request.match_info["transaction"]
    granted = realm.tokens.get(_bearer(request))
    if granted is None or granted.query.get("sign_transaction_id") != id_:
        raise Refused("invalid_token")
    digest = realm.transactions.pop(id_, None)
    if digest is None:
        raise Refused("invalid_request")
    odd, card = ODD[realm.knobs.certificate], granted.card
    if realm.knobs.serial:
        card = replace(card, serial=realm.knobs.serial)
    signed = bytes(DIGEST_BYTES) if realm.knobs.tamper else digest
    certificate = realm.authority.issue(card, odd)
    return web.json_response(
        {
            "signature": base64.b64encode(realm.authority.sign(signed, odd)).decode(),
            "certificate": base64.b64encode(
                certificate.public_bytes(serialization.Encoding.DER)
            ).decode(),
        }
    )


async def respond(request: web.Request) -> web.Response:
    """Answer whether a certificate holds (OCSP)."""
    realm = request.app[REALM]
    said = realm.knobs.revocation
    if said in {"away", "list"}:
        return web.Response(status=503)
    text = realm.authority.answer(await request.read(), said)
    return web.Response(body=text, content_type="application/ocsp-response")


async def list_(request: web.Request) -> web.Response:
    """Give the revocation list (CRL)."""
    realm = request.app[REALM]
    said = realm.knobs.revocation
    if said == "away":
        return web.Response(status=503)
    text = realm.authority.list_of(request.match_info["generation"], said)
    return web.Response(body=text, content_type="application/pkix-crl")


def sign_routes() -> list[web.RouteDef]:
    """Return the addresses of signing and of the authority."""
    return [
        web.post("/api/sign-transactions", ask),
        web.get("/api/sign-transactions/{transaction}", give),
        web.post("/ca/ocsp", respond),
        web.get("/ca/crl/{generation}", list_),
    ]


def transaction_of(realm: Realm, query: Mapping[str, str]) -> str:
    """Return what a request wants signed, in hex, or empty.

    Raises:
        Refused: it asks for signing, and there is no such transaction.
    """
    if "sign" not in query.get("scope", "").split():
        return ""
    digest = realm.transactions.get(query.get("sign_transaction_id", ""))
    if digest is None:
        raise Refused("invalid_request")
    return digest.hex()


def _bearer(request: web.Request) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ")
