"""Tells the pages of a running process which town they belong to (町名の表示)."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import DatabaseError

from tsunagaru.ground.places.api import introduce

AGAIN_AFTER_S = 60.0

logger = logging.getLogger(__name__)
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Introduced:
    """A web application whose pages know their town, also after it was loaded anew (町の紹介).

    The town's name and words are read at the first request, and again after a while: a folder
    loaded while the town runs shows without a restart.
    """

    def __init__(self, application: Application) -> None:
        self._application = application
        self._due = 0.0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI
        """Answer a request."""
        if time.monotonic() >= self._due:
            self._due = time.monotonic() + AGAIN_AFTER_S
            self._introduce()
        return self._application(environ, start_response)

    def _introduce(self) -> None:
        """Read the town; without a database the next request tries again."""
        try:
            introduce()
        except DatabaseError:
            self._due = 0.0
            logger.warning("the town could not be read")
