"""Receiving uploads (アップロードの受信): what is too large is let run past, never stored.

The rest of the form still arrives, so the person's other answers are kept and the page can say
what is wrong with the file.
"""

from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

from tsunagaru.ground.files.rules.refusals import MAX_BYTES, CannotKeep, too_large

IN_MEMORY_BYTES = 1_000_000
LET_RUN_BYTES = 256 * 1024 * 1024  # a request beyond this is cut off without a page


class LimitedUpload(FileUploadHandler):
    """Takes files of up to ``MAX_BYTES``, in memory while small, else in a nameless file."""

    chunk_size = 64 * 1024

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.taken: IO[bytes] | None = None
        self.length = 0
        self.left_out: set[str] = set()
        if request is not None:
            request.left_out = self.left_out  # type: ignore[attr-defined]  # read by refusal_of

    def handle_raw_input(self, *args: Any, **_: Any) -> None:  # noqa: ANN401 - Django's signature
        """Note how much is announced: the third argument."""
        self.length = args[2]

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Begin a file.

        Raises:
            StopUpload: the request is absurdly large.
        """
        super().new_file(*args, **kwargs)
        if self.length > LET_RUN_BYTES:
            self.left_out.add(self.field_name or "")
            raise StopUpload(connection_reset=True)
        self.taken = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - closed by the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece.

        Raises:
            SkipFile: the file has grown past the limit.
        """
        if start + len(raw_data) > MAX_BYTES or self.taken is None:
            self.left_out.add(self.field_name or "")
            if self.taken is not None:
                self.taken.close()
            raise SkipFile
        self.taken.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Hand over a whole file."""
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


def refusal_of(request: HttpRequest, field: str) -> CannotKeep | None:
    """Return the refusal of a field whose file was too large to be taken at all."""
    return too_large(MAX_BYTES) if field in getattr(request, "left_out", ()) else None
