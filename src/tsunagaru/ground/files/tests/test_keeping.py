"""Receiving files (受領)."""

import os
import subprocess
import uuid
from datetime import UTC, datetime

import pytest

from tsunagaru.ground.files import api
from tsunagaru.ground.files.models import StoredFile
from tsunagaru.ground.files.testing import a_document, a_pdf, a_photo, an_upload
from tsunagaru.ground.ledger.testing import published

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)
ALL = {"pdf", "jpeg", "png", "docx", "xlsx", "csv"}


def keep(content, name="書類.pdf", allowed=ALL, **more):
    owner = uuid.uuid4()
    upload = an_upload(content, name)
    return api.keep(upload, owner_kind="draft", owner=owner, allowed=allowed, at=NOON, **more)


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (a_pdf(), "住民票.pdf", "application/pdf"),
        (b"\xef\xbb\xbf" + "氏名,区\r\n小山,須走\r\n".encode(), "名簿.csv", "text/csv"),
        (a_document(), "申立書.docx", "application/vnd.openxmlformats-officedocument"),
        (a_document("xlsx"), "一覧.xlsx", "application/vnd.openxmlformats-officedocument"),
    ],
)
def test_an_honest_file_is_kept_as_it_came(content, name, media_type):
    file = keep(content, name)
    assert file.name == name
    assert file.size == len(content)
    assert file.media_type.startswith(media_type)
    assert b"".join(api.content(file.id)) == content


def test_on_disk_and_in_the_database_nothing_is_readable(home):
    content = a_pdf()
    file = keep(content, "小山花子の診断書.pdf")
    [path] = [p for p in home.glob("files/**/*") if p.is_file()]
    assert b"%PDF" not in path.read_bytes()
    assert "小山花子" not in str(StoredFile.objects.filter(pk=file.id).values())
    assert path.name == file.id.hex


def test_the_content_decides_and_not_the_name():
    assert keep(a_photo(), "請求書.pdf").name == "請求書.pdf.jpg"


def test_a_kind_the_field_does_not_take_is_refused_with_a_sentence():
    with pytest.raises(api.CannotKeep) as refused:
        keep(a_photo(), allowed={"pdf"})
    assert refused.value.reason is api.Reason.WRONG_KIND
    assert refused.value.sentence == (
        "この種類のファイルは受け取れません。PDFのファイルを選んでください。"
    )


def test_a_file_over_the_fields_limit_is_refused_before_it_is_read():
    with pytest.raises(api.CannotKeep) as refused:
        keep(a_pdf(), max_bytes=100)
    assert refused.value.sentence.startswith("ファイルが大きすぎます。1KB以下")


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
@pytest.mark.parametrize("reason", list(api.Reason))
def test_every_refusal_is_explained_in_three_languages(reason, language):
    refusal = api.CannotKeep(reason, limit="20MB", kinds="PDF")
    said = api.explain(refusal, language)
    assert said.endswith(("。", "."))
    assert "{" not in said
    assert language == "ja" or said != refusal.sentence


def test_kept_and_refused_files_are_counted_without_names():
    keep(a_pdf(), "小山花子.pdf")
    with pytest.raises(api.CannotKeep):
        keep(b"", "小山花子.pdf")
    [kept], [refused] = published("file.kept"), published("file.refused")
    assert (kept["kind"], kept["owner_kind"]) == ("pdf", "draft")
    assert refused["reason"] == "empty"
    assert "小山" not in str((kept, refused))


def test_a_damaged_content_is_never_handed_out(home):
    file = keep(a_pdf())
    [path] = [p for p in home.glob("files/**/*") if p.is_file()]
    sealed = bytearray(path.read_bytes())
    sealed[-1] ^= 1
    path.write_bytes(sealed)
    with pytest.raises(Exception, match=str(file.id)):
        list(api.content(file.id))


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_counted_even_though_nothing_is_kept():
    with pytest.raises(api.CannotKeep):
        keep(b"GIF89a" + b"0" * 20)
    assert len(published("file.refused")) == 1
    assert not StoredFile.objects.exists()


@pytest.fixture
def full_disk(home):
    """The folder of files on a disk of its own that has no room left."""
    folder = home / "files"
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("content", [b"x" * 200_000, "photo"], ids=["content", "picture"])
def test_a_full_disk_is_told_and_leaves_nothing_half(full_disk, content):
    text = a_photo() if content == "photo" else a_pdf() + content
    if content == "photo":
        (full_disk / "filler").write_bytes(b"x" * 60_000)
    with pytest.raises(api.CannotKeep, match="no_room") as refused:
        keep(text, "写真")
    assert "いま、ファイルを保存できません" in refused.value.sentence
    assert not StoredFile.objects.exists()
    assert [one for one in full_disk.rglob("*") if one.is_file() and one.name != "filler"] == []
    assert published("file.refused")[0]["reason"] == "no_room"
