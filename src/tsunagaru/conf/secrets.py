"""The signing key (署名鍵): from the environment, or made once in the data folder of a demo."""

import os
import secrets
from pathlib import Path


class CannotStart(Exception):
    """A production server lacks something it must be given."""


def secret_key(home: Path, *, production: bool) -> str:
    """Return Django's signing key.

    Raises:
        CannotStart: in production the key must come from the environment.
    """
    given = os.environ.get("TSUNAGARU_SECRET_KEY", "")
    if given:
        return given
    if production:
        message = "TSUNAGARU_SECRET_KEY を設定してください。 / Set TSUNAGARU_SECRET_KEY."
        raise CannotStart(message)
    return _made_once(home / "secret-key")


def _made_once(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="utf-8")
