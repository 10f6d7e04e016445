"""Our own key at the provider (クライアント鍵): given in production, made once in a demo."""

import json
import os
import secrets
from contextlib import suppress
from pathlib import Path

from joserfc.jwk import ECKey


def made_once(path: Path) -> None:
    """Make a key file if there is none; of several processes one makes it."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(key.as_dict(private=True), file)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def read_key(path: Path) -> ECKey:
    """Return the key in a file."""
    return ECKey.import_key(json.loads(path.read_text(encoding="utf-8")))
