"""Files nobody should send: each refused in a sentence, everything else on the page kept."""

import io
import tracemalloc
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests.attacks.texts import individual
from tsunagaru.engines.applications.models import Draft
from tsunagaru.ground.files.models import StoredFile
from tsunagaru.ground.files.testing import a_document, a_package, a_pdf, a_photo

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", a_document())
        package.writestr("word/document.xml", b"0" * (300 * MEGABYTE))
    return made.getvalue()


def many_files() -> bytes:
    return a_package({f"{n}.xml": b"" for n in range(20_000)}, packing=zipfile.ZIP_STORED)


def wide_picture() -> bytes:
    made = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(made, "PNG")
    return made.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PROGRAM = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
BAD = {
    "too large": ("大きい.pdf", lambda: a_pdf() + b"0" * (2 * MEGABYTE)),
    "far too large": ("大きい.pdf", lambda: a_pdf() + b"0" * (21 * MEGABYTE)),
    "program": ("写真.png", lambda: b"MZ" + b"\0" * 100),
    "svg": ("絵.svg", lambda: SVG),
    "svg as png": ("絵.png", lambda: SVG),
    "page": ("写真.png", lambda: b"<html><script>alert(1)</script>"),
    "macro": ("書類.docm", lambda: a_document(more={"word/vbaProject.bin": b"x"})),
    "bomb": ("書類.pdf", bomb),
    "many files": ("書類.pdf", many_files),
    "picture and page": ("写真.png", lambda: a_photo("PNG") + b"<script>alert(1)</script>"),
    "picture and zip": ("写真.png", lambda: a_photo("PNG") + a_package({"a": b"b"})),
    "wide picture": ("写真.png", wide_picture),
    "cut-off pdf": ("書類.pdf", lambda: a_pdf()[:60]),
    "pdf with program": ("書類.pdf", lambda: a_pdf(root={"/OpenAction": PROGRAM})),
    "locked": ("書類.pdf", lambda: a_pdf(password="x")),
    "empty": ("空.pdf", lambda: b""),
    "gif": ("絵.gif", lambda: a_photo("GIF")),
    "number in name": (f"{individual()}.png", lambda: a_photo("PNG")),
    "wide number in name": (
        f"番号{individual().translate(str.maketrans('0123456789', '０１２３４５６７８９'))}.png",
        lambda: a_photo("PNG"),
    ),
}


def upload(world, *files, **fields):
    """Send the page with files; return the answer and the draft as kept."""
    path = reverse("applications:page", args=[world.draft, "dog"])
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    form = {"dog_name": "タロウ", "_shown": ["dog_name", "photo"], "photo": sent, **fields}
    return world.client("resident_a").post(path, form), Draft.objects.get(pk=world.draft)


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_in_a_sentence_and_the_answers_are_kept(world, kind):
    name, content = BAD[kind]
    before = StoredFile.objects.count()
    answer, draft = upload(world, (name, content()))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "ファイル" in text or "画像" in text
    assert "<script>alert" not in text
    assert draft.answers["dog_name"] == "タロウ"
    assert not draft.answers.get("photo")
    assert StoredFile.objects.count() == before


NAMES = {
    "folders": ("../../../etc/passwd.png", "passwd.png"),
    "windows folders": ("C:\\Users\\花子\\写真.png", "写真.png"),
    "three hundred bytes": ("あ" * 100 + ".png", None),
    "html": ('<img src=x onerror=alert(1)>".png', None),
    "sql": ("'; DROP TABLE files_storedfile; --.png", None),
    "half width": ("ｼｬｼﾝ.png", "シャシン.png"),
    "decomposed": ("か\u3099.png", "が.png"),
    "reserved": ("CON.png", "_CON.png"),
    "another ending": ("写真.exe", "写真.exe.png"),
    "no name": (".png", None),
    "turned": ("写真\u202efdp.png", "写真fdp.png"),
    "formula": ("=cmd|'C'!A0.png", None),
}


@pytest.mark.parametrize("kind", NAMES)
def test_an_odd_name_is_made_harmless(world, kind):
    sent, expected = NAMES[kind]
    answer, draft = upload(world, (sent, a_photo("PNG")))
    assert answer.status_code == 302
    (item,) = draft.answers["photo"]
    assert expected in {None, item["name"]}
    assert len(item["name"].encode()) <= 255
    assert not set(item["name"]) & set('/\\<>:"|?*\r\n\0')
    address = reverse("files:download", args=[item["id"]])
    file = world.client("resident_a").post(address, {"confirmed": "on"})  # not scanned yet
    assert file["Content-Disposition"].startswith("attachment")
    assert "\n" not in file["Content-Disposition"]
    assert file["Content-Type"] == "image/png"


def test_fifty_files_are_not_kept_where_one_is_asked_for(world):
    kept = StoredFile.objects.exclude(state="dropped")
    before = kept.count()
    answer, draft = upload(world, *[(f"{n}.png", a_photo("PNG")) for n in range(50)])
    assert answer.status_code == 422
    assert draft.answers["dog_name"] == "タロウ"
    assert kept.count() <= before + 1


def test_files_under_names_nobody_asked_for_are_let_go(world):
    before = StoredFile.objects.count()
    odd = {
        name: SimpleUploadedFile("a.png", a_photo("PNG")) for name in ("owner", "x", "photo-drop")
    }
    answer, _ = upload(world, **odd)
    assert answer.status_code in {302, 422}
    assert StoredFile.objects.count() == before


class Endless(io.RawIOBase):
    """A body of a hundred megabytes that never lies in memory."""

    HEAD = (
        b'--b\r\nContent-Disposition: form-data; name="dog_name"\r\n\r\n\xe3\x82\xb3\xe3\x83\xad'
        b"\r\n--b\r\n"
        b'Content-Disposition: form-data; name="photo"; filename="a.pdf"\r\n\r\n%PDF-'
    )
    TAIL = b"\r\n--b--\r\n"

    def __init__(self, size: int) -> None:
        self.left = size
        self.parts = io.BytesIO(self.HEAD)
        self.ended = False

    def read(self, size: int = -1) -> bytes:
        if piece := self.parts.read(size if size > 0 else 65536):
            return piece
        if self.left > 0:
            piece = b"0" * min(self.left, size if size > 0 else 65536)
            self.left -= len(piece)
            return piece
        if not self.ended:
            self.ended, self.parts = True, io.BytesIO(self.TAIL)
            return self.read(size)
        return b""


def test_a_hundred_megabytes_run_past_without_filling_the_memory(world):
    size = 100 * MEGABYTE
    client = world.client("resident_a")
    length = len(Endless.HEAD) + size + len(Endless.TAIL)
    tracemalloc.start()
    answer = client.generic(
        "POST",
        reverse("applications:page", args=[world.draft, "dog"]),
        b"",
        CONTENT_TYPE="multipart/form-data; boundary=b",
        **{"wsgi.input": Endless(size), "CONTENT_LENGTH": str(length)},
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 422
    assert "大きすぎます" in answer.content.decode()
    assert Draft.objects.get(pk=world.draft).answers["dog_name"] == "コロ"
    assert peak < 30 * MEGABYTE


def test_more_than_anybody_sends_by_mistake_is_not_read_at_all(world):
    body = Endless(10)
    answer = world.client("resident_a").generic(
        "POST",
        reverse("applications:page", args=[world.draft, "dog"]),
        b"",
        CONTENT_TYPE="multipart/form-data; boundary=b",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(1024 * MEGABYTE)},
    )
    assert answer.status_code in {400, 413}
    assert body.left == 10
    assert Draft.objects.get(pk=world.draft).answers["dog_name"] == "ポチ"
