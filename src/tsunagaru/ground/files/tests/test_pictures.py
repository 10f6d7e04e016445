"""Pictures are redrawn (画像の描き直し): nothing but pixels is kept."""

import io
import uuid
from datetime import UTC, datetime

import pytest
from PIL import Image, PngImagePlugin

from tsunagaru.ground.files import api, queries
from tsunagaru.ground.files.models import StoredFile
from tsunagaru.ground.files.testing import a_pdf, a_photo, an_upload

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)
TURNED, GPS, MAKER = 0x0112, 0x8825, 0x010F


def keep(content, name="写真.jpg"):
    owner, kinds = uuid.uuid4(), {"jpeg", "png", "pdf"}
    return api.keep(
        an_upload(content, name), owner_kind="draft", owner=owner, allowed=kinds, at=NOON
    )


def kept(file):
    return b"".join(api.content(file.id))


def a_photo_with_place(turned=6):
    """Return a photo as a telephone makes it: lying on its side, with place and maker."""
    picture, made = Image.new("RGB", (60, 30), "green"), io.BytesIO()
    picture.paste("red", (0, 0, 60, 10))
    exif = Image.Exif()
    exif[TURNED], exif[MAKER] = turned, "Oyama Camera"
    exif[GPS] = {1: "N", 2: (35.0, 21.0, 36.0), 3: "E", 4: (138.0, 59.0, 0.0)}
    picture.save(made, "JPEG", exif=exif, comment=b"secret place")
    return made.getvalue()


def test_place_and_maker_are_gone_and_the_picture_stands_upright():
    content = a_photo_with_place()
    assert b"Oyama Camera" in content
    file = keep(content)
    picture = Image.open(io.BytesIO(kept(file)))
    assert picture.size == (30, 60)
    grey = picture.convert("L")  # the red that lay at the top is now at the right
    assert grey.getpixel((25, 30)) != grey.getpixel((5, 30))
    assert dict(picture.getexif()) == {}
    assert b"Oyama" not in kept(file)
    assert b"secret" not in kept(file)


def test_words_hidden_in_a_png_are_gone():
    words, made = PngImagePlugin.PngInfo(), io.BytesIO()
    words.add_text("Comment", "secret")
    Image.new("RGBA", (5, 5), (0, 0, 0, 0)).save(made, "PNG", pnginfo=words)
    file = keep(made.getvalue(), "図.png")
    picture = Image.open(io.BytesIO(kept(file)))
    assert b"secret" not in kept(file)
    assert picture.mode == "RGBA"
    assert picture.getchannel("A").getpixel((0, 0)) == 0


def test_what_is_recorded_is_what_is_kept():
    file = keep(a_photo_with_place())
    row = StoredFile.objects.get(pk=file.id)
    assert row.size == len(kept(file)) == file.size


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK"])
def test_every_kind_of_colour_is_kept(mode):
    made = io.BytesIO()
    Image.new(mode, (8, 4)).save(made, "JPEG" if mode in {"L", "RGB", "CMYK"} else "PNG")
    assert Image.open(io.BytesIO(kept(keep(made.getvalue(), "図.png")))).size == (8, 4)


def test_a_picture_has_a_small_one_and_a_pdf_has_none(home):
    file = keep(a_photo(size=(900, 600)))
    small = Image.open(io.BytesIO(queries.thumbnail(file.id)))
    assert small.size == (320, 213)
    assert file.has_thumbnail
    assert not keep(a_pdf(), "書類.pdf").has_thumbnail


@pytest.mark.django_db(transaction=True)
def test_the_small_picture_goes_with_the_large_one(home):
    file = keep(a_photo())
    api.drop(file.id, at=NOON)
    assert [p for p in home.glob("files/**/*") if p.is_file()] == []


def test_the_nightly_sweep_leaves_small_pictures_alone(home):
    file = keep(a_photo())
    api.drop_orphans(at=datetime(2026, 11, 26, tzinfo=UTC))
    assert queries.thumbnail(file.id)
