"""Receiving uploads (アップロードの受信): of a file that is too large only its size is kept.

The rest of the form still arrives, so the person's other answers survive, and ``keep`` refuses the
file by its size like any other: no page needs to know of this.
"""

from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from tsunagaru.ground.files.rules.refusals import MAX_BYTES

IN_MEMORY_BYTES = 1_000_000
LET_RUN_BYTES = 256 * 1024 * 1024  # a request beyond this is nobody's mistake


class LimitedUpload(FileUploadHandler):
    """Takes files of up to ``MAX_BYTES``, in memory while small, else in a nameless file."""

    chunk_size = 64 * 1024

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.taken: IO[bytes] | None = None

    def handle_raw_input(self, *args: Any, **_: Any) -> None:  # noqa: ANN401 - Django's signature
        """Look at how much is announced: the third argument.

        Raises:
            RequestDataTooBig: absurdly much; answered at once, nothing is read.
        """
        if args[2] > LET_RUN_BYTES:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.taken = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - closed by the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece, or let it run past once the file has grown over the limit."""
        if self.taken is None:
            return
        if start + len(raw_data) <= MAX_BYTES:
            self.taken.write(raw_data)
        elif start <= MAX_BYTES:
            self.taken.seek(0)
            self.taken.truncate()

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Hand over a file; one over the limit comes empty, with its true size."""
        if self.taken is None:
            return None
        self.taken.seek(0)
        upload = UploadedFile(
            file=self.taken,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
        )
        self.taken = None
        return upload

    def upload_interrupted(self) -> None:
        """Let go of what was taken when the sender breaks off."""
        if self.taken is not None:
            self.taken.close()
