"""Judges refused numbers while a page runs (申出の照合), and shows the page how to contest them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tsunagaru.ground.files import api as files
from tsunagaru.ground.vault.leaves import texts_of
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel import clock, individual_number
from tsunagaru.kernel.access import ANONYMOUS
from tsunagaru.services.security.queries.statements import Contest, accepted
from tsunagaru.services.security.rules.fingerprints import FILE, PLACE, leaves, values_in
from tsunagaru.services.security.services.contesting import note_uses

LONGEST_NAME = 80
MOST_LINKS = 5
MOST_KNOWN = 50
CHUNK = 64 * 1024
TAKEN_IN = "numbers_taken_in"
JSON = "application/json"
WHOLE = "text"
"""Under which field a definition's value is contested that came with the whole of it."""


class NumberMiddleware:
    """Lets an accepted value pass at its field, and offers to contest all others (申出)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Run the page under a judge; it costs nothing until a number is met."""
        judge = _Judge(request)
        request.number_contests = judge.contests  # type: ignore[attr-defined]  # read by the page
        with individual_number.excusing(judge):
            response = self.get_response(request)
        if judge.used and (taken := _taken(judge, response)):
            actor = getattr(request, "actor", ANONYMOUS)
            note_uses(taken, by=actor, at=clock.now())
        return response


def _taken(judge: "_Judge", response: HttpResponse) -> set[UUID]:
    """Return the statements whose values were let in now, each once (受け付けたもの).

    A page that keeps answers while it complains of others says what it kept; of the rest what
    failed took nothing in, except files, which are looked for.
    """
    request, fine = judge.request, response.status_code < 400  # noqa: PLR2004 - success
    answers = getattr(request, "kept_answers", None)
    if response.status_code >= 500 or (fine and answers is None):  # noqa: PLR2004 - all or nothing
        return set(judge.used) if fine else set()
    texts = {pk for pk, value in judge.used.items() if not value.startswith(FILE)}
    kept = set(values_in(texts_of(answers or {})))
    files_in = {
        pk
        for pk in judge.used.keys() - texts
        if files.was_kept(judge.used[pk].removeprefix(FILE), since=judge.began)
    }
    return files_in | _first_time(request, {pk for pk in texts if judge.used[pk] in kept})


def _first_time(request: HttpRequest, statements: set[UUID]) -> set[UUID]:
    """Leave out what this draft took in already: its page posts all its texts at each press."""
    known: list[str] = request.session.get(TAKEN_IN, [])
    marks = {f"{pk} {request.path}": pk for pk in sorted(statements)}
    new = [mark for mark in marks if mark not in known]
    if new:
        request.session[TAKEN_IN] = [*known, *new][-MOST_KNOWN:]
    return {marks[mark] for mark in new}


class _Judge:
    """Decides on one value at a time, by where it was typed.

    A value that nobody typed just now is read again from where it was let in before: it passes
    as long as any statement about it holds.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.contests: list[tuple[str, str]] = []
        self.used = dict[UUID, str]()
        self.began = clock.now()

    def __call__(self, value: str) -> bool:
        """Tell whether a value is excused; note how to contest it where it is not."""
        place = getattr(self.request, "number_place", "")
        return self._in_definition(place, value) if place else self._on_page(value)

    def _on_page(self, value: str) -> bool:
        match = self.request.resolver_match
        if match is None or self.request.method != "POST":
            return bool(accepted(value, at=clock.now()))
        place = match.view_name[:LONGEST_NAME]
        fields = set(self._fields_of(value))
        known = accepted(value, at=clock.now())
        fitting = [row for row in known if row.place == place and row.field in fields]
        if not fields:
            return bool(known)
        if fields <= {row.field for row in fitting}:
            self.used |= {row.pk: value for row in fitting}
            return True
        for field in sorted(fields - {row.field for row in fitting}):
            self._offer(place, field, value)
        return False

    def _in_definition(self, place: str, value: str) -> bool:
        """Tell whether a value may stand in a definition, in whichever of its boxes.

        The whole of it is read at each save, so a value may come that nobody typed just now.
        """
        fields = sorted(set(self._fields_of(value)))
        if known := [row for row in accepted(value, at=clock.now()) if row.place == place]:
            self.used |= {row.pk: value for row in known if fields}
            return True
        for field in fields or [WHOLE]:
            self._offer(place, field, value)
        return False

    def _fields_of(self, value: str) -> Iterator[str]:
        """Yield the names of the fields in which a value came."""
        if value.startswith(FILE):
            yield from (name for name, sent in self.request.FILES.lists() if _is_among(value, sent))
            return
        for name, values in self._sent():
            if value in set(values_in(values)):
                yield name

    def _sent(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the texts that came, by field: of a form, or of a program's JSON."""
        if self.request.content_type != JSON:
            yield from ((name, [*map(str, found)]) for name, found in self.request.POST.lists())
            return
        try:
            body = json.loads(self.request.body)
        except (ValueError, RecursionError):
            return
        yield from ((name, [text]) for name, text in leaves(body))

    def _offer(self, place: str, field: str, value: str) -> None:
        if len(field) > LONGEST_NAME or individual_number.find(field):
            return
        kind = "file" if value.startswith(FILE) else "text"
        staff = getattr(self.request, "actor", ANONYMOUS).staff
        typed_by = str(staff) if staff else ""
        contest = Contest(place, field, kind, blind(value, place=PLACE), typed_by)
        known = {name for name, _ in self.contests}
        if field not in known and len(known) < MOST_LINKS:
            address = reverse("security:contest", args=[contest.token])
            self.contests.append((field, address))


def _is_among(value: str, sent: Iterable[object]) -> bool:
    """Tell whether the bytes of a mark came under a field (同じファイルか)."""
    return any(FILE + _hash_of(one) == value for one in sent if isinstance(one, UploadedFile))


def _hash_of(upload: "UploadedFile[bytes]") -> str:
    """Return the hash of what came; whoever reads on finds its place as it was."""
    place, digest = upload.tell(), hashlib.sha256()
    upload.seek(0)
    for piece in iter(lambda: upload.read(CHUNK), b""):
        digest.update(piece)
    upload.seek(place)
    return digest.hexdigest()
