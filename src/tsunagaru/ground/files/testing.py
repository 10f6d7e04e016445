"""Files for tests and simulations (見本ファイル), made on the spot."""

import io
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def an_upload(content: bytes, name: str = "書類.pdf") -> SimpleUploadedFile:
    """Return what a form hands over (アップロード)."""
    return SimpleUploadedFile(name, content)


def a_pdf(*, root: dict[str, Any] | None = None, password: str = "") -> bytes:
    """Return a one-page PDF, with additions to its catalogue."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        for key, value in (root or {}).items():
            document.Root[key] = value
        lock = pikepdf.Encryption(owner=password, user=password) if password else False
        document.save(made, encryption=lock)
    return made.getvalue()


def a_photo(kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    """Return a small picture."""
    made = io.BytesIO()
    Image.new("RGB", size, "green").save(made, kind)
    return made.getvalue()


def a_package(parts: dict[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of the given parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def a_document(
    kind: str = "docx",
    more: dict[str, bytes] | None = None,
    *,
    body: str = "<w:document xmlns:w='w'/>",
    packing: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """Return a Word or Excel file as far as its frame goes."""
    main = _WORD if kind == "docx" else _EXCEL
    parts = {"[Content_Types].xml": _TYPES.format(main=main).encode()}
    return a_package(parts | {"word/document.xml": body.encode()} | (more or {}), packing=packing)


def a_pdf_saying(lines: list[str], add: Callable[[pikepdf.Pdf], None] | None = None) -> bytes:
    """Return a PDF with these lines of plain letters on its page, and additions."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        page = document.pages[0]
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        face = pikepdf.Dictionary({key: pikepdf.Name(name) for key, name in font.items()})
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=face))
        shown = "".join(f"({line}) Tj T* " for line in lines)
        text = f"BT /F1 12 Tf 14 TL 72 700 Td {shown}ET"
        page.Contents = document.make_stream(text.encode())
        if add is not None:
            add(document)
        document.save(made)
    return made.getvalue()


def let_all_be_clean() -> None:
    """Let the virus scanner have found nothing in any file (検査済みにする)."""
    from tsunagaru.ground.files.models import Scan, StoredFile  # noqa: PLC0415 - who needs the files above alone needs no database

    StoredFile.objects.update(scan=Scan.CLEAN)


def let_one_be_infected(file_id: UUID | str) -> None:
    """Let the virus scanner have found something in a file (隔離する)."""
    from tsunagaru.ground.files.models import Scan, State, StoredFile  # noqa: PLC0415 - who needs the files above alone needs no database

    StoredFile.objects.filter(pk=file_id).update(scan=Scan.INFECTED, state=State.QUARANTINED)
