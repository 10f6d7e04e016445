"""Passes for programs (アクセストークン).

Source:
    RFC 6749 section 4.4: client credentials.
"""

from django.http import HttpRequest
from ninja import Form, Router

from tsunagaru.ground.people import api as people
from tsunagaru.kernel import clock
from tsunagaru.services.partners.rules import MINUTE
from tsunagaru.services.partners.services import clients
from tsunagaru.services.partners.views.describing import answers
from tsunagaru.services.partners.views.more_shapes import TokenIn, TokenOut
from tsunagaru.services.partners.views.problems import CannotAnswer

WRONG = "IDまたは秘密が違うか、利用が止められています。"
NOT_HELD = "登録されていない権限（scope）です。"
TOO_MANY = "認証の試行が続いたため、しばらく受け付けられません。"
TRIES_PER_MINUTE = 30
router = Router(tags=["token"])


@router.post(
    "/token",
    response=TokenOut,
    operation_id="issue_token",
    summary="アクセストークンを受け取る",
    openapi_extra=answers(400, 401, 403, 422, 429),
)
def issue_token(request: HttpRequest, sent: Form[TokenIn]) -> TokenOut:  # noqa: ARG001 - django-ninja hands the request over
    """Exchange id and secret for a pass that lasts an hour."""
    now = clock.now()
    if not people.admit(
        f"api-token|{sent.client_id}", limit=TRIES_PER_MINUTE, window=MINUTE, at=now
    ):
        raise CannotAnswer(429, TOO_MANY, code="rate", wait_s=int(MINUTE.total_seconds()))
    try:
        issued = clients.admit(sent.client_id, sent.client_secret, scope=sent.scope, at=now)
    except clients.CannotAdmit as error:
        raise CannotAnswer(401, WRONG, code="client") from error
    except clients.CannotGrant as error:
        raise CannotAnswer(403, NOT_HELD, code="scope") from error
    return TokenOut(
        access_token=issued.token,
        token_type="Bearer",  # noqa: S106 - the kind of token
        expires_in=issued.seconds,
        scope=" ".join(issued.scopes),
    )
