"""Uploads over HTTP (アップロードの受信)."""

import io
import resource
import uuid
from datetime import UTC, datetime

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from tsunagaru.ground.files import api
from tsunagaru.ground.files.api import MAX_BYTES
from tsunagaru.ground.files.gateways.uploads import LET_RUN_BYTES

HANDLER = "tsunagaru.ground.files.gateways.uploads.LimitedUpload"
NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)
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


@pytest.mark.django_db
def test_of_a_hundred_megabytes_only_the_size_is_kept_and_the_other_answers_survive(settings):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    request, _ = post(100 * 1024 * 1024, settings)
    assert request.POST["before"] == "花子"
    assert request.POST["after"] == "小山"
    upload = request.FILES["paper"]
    assert upload.file.read() == b""
    with pytest.raises(api.CannotKeep) as refused:
        api.keep(upload, owner_kind="draft", owner=uuid.uuid4(), allowed={"pdf"}, at=NOON)
    assert refused.value.sentence == "ファイルが大きすぎます。20MB以下のファイルを選んでください。"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


@pytest.mark.parametrize("size", [MAX_BYTES - 5, MAX_BYTES - 4])
def test_the_limit_is_exact(settings, size):
    request, _ = post(size, settings)
    whole = len(request.FILES["paper"].file.read()) == size + 5
    assert whole == (size + 5 <= MAX_BYTES)


def test_an_absurd_size_is_answered_without_being_read(settings):
    with pytest.raises(RequestDataTooBig):
        assert post(LET_RUN_BYTES + 1, settings)[0].POST
