"""Uploads over HTTP (アップロードの受信)."""

import io
import resource

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from tsunagaru.ground.files import api
from tsunagaru.ground.files.gateways.uploads import LET_RUN_BYTES

HANDLER = "tsunagaru.ground.files.gateways.uploads.LimitedUpload"
BOUNDARY = "edge"
HEAD = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="before"\r\n\r\n花子\r\n'
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="paper"; filename="大.pdf"\r\n'
    "Content-Type: application/pdf\r\n\r\n%PDF-"
).encode()
TAIL = (
    f'\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="after"\r\n\r\n小山\r\n'
    f"--{BOUNDARY}--\r\n"
).encode()


class Body(io.RawIOBase):
    """A request body of any size that takes no memory."""

    def __init__(self, filling):
        self.left = [HEAD, TAIL]
        self.filling = filling
        self.length = len(HEAD) + filling + len(TAIL)
        self.given = 0

    def read(self, size=-1):  # noqa: ARG002 - the protocol of a body
        if len(self.left) == 2:
            piece = self.left.pop(0)
        elif self.filling:
            piece = b"x" * min(self.filling, 65536)
            self.filling -= len(piece)
        else:
            piece = self.left.pop(0) if self.left else b""
        self.given += len(piece)
        return piece


def post(filling, settings):
    settings.FILE_UPLOAD_HANDLERS = [HANDLER]
    body = Body(filling)
    environ = RequestFactory().post("/").environ | {
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        "CONTENT_LENGTH": str(body.length),
        "wsgi.input": body,
    }
    return WSGIRequest(environ), body


def test_a_file_within_the_limit_arrives(settings):
    request, _ = post(3_000_000, settings)
    assert request.FILES["paper"].size == 3_000_005
    assert request.FILES["paper"].file.read(5) == b"%PDF-"
    assert api.refusal_of(request, "paper") is None


def test_a_hundred_megabytes_are_let_past_and_the_other_answers_survive(settings):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    request, _ = post(100 * 1024 * 1024, settings)
    assert request.POST["before"] == "花子"
    assert request.POST["after"] == "小山"
    assert "paper" not in request.FILES
    refusal = api.refusal_of(request, "paper")
    assert refusal is not None
    assert refusal.sentence == ("ファイルが大きすぎます。20MB以下のファイルを選んでください。")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_an_absurd_size_is_cut_off_without_being_read(settings):
    request, body = post(LET_RUN_BYTES + 1, settings)
    assert request.POST["before"] == "花子"
    assert api.refusal_of(request, "paper") is not None
    assert body.given < 1_000_000


@pytest.mark.parametrize("field", ["other", ""])
def test_a_field_that_was_not_too_large_has_no_refusal(settings, field):
    request, _ = post(10, settings)
    assert list(request.FILES) == ["paper"]
    assert api.refusal_of(request, field) is None
