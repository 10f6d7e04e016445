"""Signatures of requests and notifications (署名): HMAC-SHA256, compared in constant time."""

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import md5, sha256

SIGNATURE = "X-Webhook-Signature"
WINDOW_S = 300


@dataclass(frozen=True)
class Call:
    """What of a request is signed (署名の対象)."""

    method: str
    path: str
    content_type: str
    body: bytes


def opa_header(call: Call, *, key: str, secret: str, nonce: str, epoch: str) -> str:
    """Return the ``Authorization`` of a PayPay-style request.

    ``hmac OPA-Auth:key:mac:nonce:epoch:hash``; the mac covers path, method, nonce, epoch, content
    type and the body's hash, one a line. Without a body the last two are ``empty``.
    """
    kind, digest = "empty", "empty"
    if call.body:
        kind = call.content_type
        digest = base64.b64encode(
            md5(kind.encode() + call.body, usedforsecurity=False).digest()
        ).decode()
    text = "\n".join([call.path, call.method, nonce, epoch, kind, digest])
    mac = base64.b64encode(hmac.digest(secret.encode(), text.encode(), sha256)).decode()
    return f"hmac OPA-Auth:{key}:{mac}:{nonce}:{epoch}:{digest}"


def opa_holds(header: str, call: Call, *, key: str, secret: str) -> bool:
    """Tell whether a request carries the right signature."""
    parts = header.removeprefix("hmac OPA-Auth:").split(":")
    if len(parts) != 5:  # noqa: PLR2004 - key, mac, nonce, epoch, hash
        return False
    wanted = opa_header(call, key=key, secret=secret, nonce=parts[2], epoch=parts[3])
    return hmac.compare_digest(header.encode(), wanted.encode())


def seal_notice(body: bytes, *, secret: str, epoch: int) -> str:
    """Return the signature header of a notification: ``t=epoch,v1=hex`` over ``epoch.body``."""
    mac = hmac.digest(secret.encode(), f"{epoch}.".encode() + body, sha256).hex()
    return f"t={epoch},v1={mac}"


def judge_notice(headers: Mapping[str, str], body: bytes, *, secret: str, now: float) -> str:
    """Return what is wrong with a notification: ``forged``, ``stale``, or empty when nothing is."""
    parts = dict(
        piece.split("=", 1) for piece in headers.get(SIGNATURE, "").split(",") if "=" in piece
    )
    stamp, mac = parts.get("t", ""), parts.get("v1", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):  # noqa: PLR2004 - of an epoch
        return "forged"
    wanted = hmac.digest(secret.encode(), f"{stamp}.".encode() + body, sha256).hex()
    if not secret or not hmac.compare_digest(wanted.encode(), mac.encode()):
        return "forged"
    return "" if abs(now - int(stamp)) <= WINDOW_S else "stale"
