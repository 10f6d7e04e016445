"""The addresses of the stand-in (模擬サーバーのエンドポイント)."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from aiohttp import web
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from tsunagaru.ground.people.gateways.card_simulator import pages
from tsunagaru.ground.people.gateways.card_simulator.knobs import changed
from tsunagaru.ground.people.gateways.card_simulator.realm import REALM, Realm, Refused
from tsunagaru.ground.people.gateways.card_simulator.signing import sign_routes, transaction_of

NEEDED = ("redirect_uri", "state", "nonce", "code_challenge")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(realm: Realm) -> web.Application:
    """Return the stand-in as a web application."""
    app = web.Application(middlewares=[answer_refusals])
    app[REALM] = realm
    root = "/api/realms/main"
    openid = f"{root}/protocol/openid-connect"
    app.add_routes(
        [
            web.get(f"{root}/.well-known/openid-configuration", discovery),
            web.get(f"{openid}/certs", certs),
            web.get(f"{openid}/auth", ask),
            web.post(f"{openid}/auth", consent),
            web.post(f"{openid}/token", token),
            web.get(f"{openid}/userinfo", userinfo),
            *sign_routes(),
        ]
    )
    return app


@web.middleware
async def answer_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a refusal as OAuth does."""
    try:
        return await handler(request)
    except Refused as refusal:
        unknown = str(refusal) in {"invalid_client", "invalid_token"}
        return web.json_response({"error": str(refusal)}, status=401 if unknown else 400)


async def discovery(request: web.Request) -> web.Response:
    """Tell the endpoints."""
    realm = request.app[REALM]
    return web.json_response(
        {
            "issuer": realm.issuer,
            "authorization_endpoint": realm.endpoint("auth"),
            "token_endpoint": realm.endpoint("token"),
            "userinfo_endpoint": realm.endpoint("userinfo"),
            "jwks_uri": realm.endpoint("certs"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        }
    )


async def certs(request: web.Request) -> web.Response:
    """Give the public key."""
    return web.json_response(request.app[REALM].key_set())


async def ask(request: web.Request) -> web.Response:
    """Show the page on which the holder picks a card."""
    realm, query = request.app[REALM], dict(request.query)
    _check_query(realm, query)
    text = pages.consent(realm.cards, query, digest=transaction_of(realm, query))
    return web.Response(text=text, content_type="text/html")


def _check_query(realm: Realm, query: dict[str, str]) -> None:
    fits = (
        query.get("client_id") == realm.client
        and query.get("response_type") == "code"
        and query.get("code_challenge_method") == "S256"
        and all(query.get(name) for name in NEEDED)
        and "openid" in query.get("scope", "").split()
    )
    if not fits:
        raise Refused("invalid_request")


async def consent(request: web.Request) -> web.Response:
    """Take what the holder typed, and send them back."""
    realm = request.app[REALM]
    posted = {name: str(value) for name, value in (await request.post()).items()}
    chosen, secret, act = (posted.pop(name, "") for name in ("card", "secret", "act"))
    _check_query(realm, posted)
    if act == "cancel":
        return _back(realm, posted, {"error": "access_denied"})
    card, digest = realm.card(chosen), transaction_of(realm, posted)
    if card is None:
        raise Refused("invalid_request")
    try:
        realm.open_card(card, secret, signs=bool(digest))
    except Refused as refusal:
        text = pages.consent(realm.cards, posted, error=str(refusal), chosen=chosen, digest=digest)
        return web.Response(text=text, content_type="text/html", status=400)
    return _back(realm, posted, {"code": realm.grant(card, posted)})


def _back(realm: Realm, query: dict[str, str], answer: dict[str, str]) -> web.Response:
    fields = {"state": query["state"], "iss": realm.issuer, **answer}
    place = f"{query['redirect_uri']}?{urlencode(changed(fields, realm.knobs.callback))}"
    return web.Response(status=303, headers={"Location": place})


async def token(request: web.Request) -> web.Response:
    """Exchange a code, or give the client a token of its own."""
    realm = request.app[REALM]
    fields = {name: str(value) for name, value in (await request.post()).items()}
    realm.check_client(fields)
    if fields.get("grant_type") == "client_credentials":
        return web.json_response(realm.token_of_client(fields.get("scope", "")))
    if fields.get("grant_type") != "authorization_code":
        raise Refused("unsupported_grant_type")
    challenge = create_s256_code_challenge(fields.get("code_verifier", ""))
    return web.json_response(realm.tokens_for(realm.redeem(fields, challenge)))


async def userinfo(request: web.Request) -> web.Response:
    """Tell what the token lets be known."""
    access = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return web.json_response(request.app[REALM].userinfo(access))
