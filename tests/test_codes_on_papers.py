"""The QR code on a paper, read from the picture as a telephone does, leads where it says."""

from urllib.parse import urlsplit

import pypdfium2
import pytest
import segno
from django.test import Client
from django.urls import reverse

from tests.reading_codes import read_code, text_of
from tsunagaru.engines.applications.testing import a_procedure, an_application
from tsunagaru.engines.cases import services as cases
from tsunagaru.ground.documents import queries
from tsunagaru.ground.documents.testing import an_issued_paper
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.kernel import clock


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Give every test a seal of its own."""
    settings.TSUNAGARU_HOME, settings.TSUNAGARU_CREATE_KEYS = tmp_path, True
    settings.TSUNAGARU_SEAL = settings.TSUNAGARU_TSA = ""


@pytest.mark.parametrize("level", "LMQH")
@pytest.mark.parametrize("version", range(1, 7))
def test_the_reader_reads_every_code_it_is_made_for(version, level):
    said = "https://t.example/a/"[: {"L": 17, "M": 14, "Q": 11, "H": 7}[level]]
    code = segno.make(said, error=level, version=version, mode="byte", boost_error=False)
    assert text_of([[bool(one) for one in row] for row in code.matrix]) == said


def test_the_code_of_a_certificate_leads_a_stranger_to_the_public_page_and_to_no_name(db):
    row = an_issued_paper()
    address = urlsplit(read_code(queries.content_of(row)))
    assert address.path == reverse("documents:verify", args=[row.code])
    text = Client().get(address.path).content.decode()
    assert "町が発行した有効な書類です" in text
    for word in ("小山 花子", "平成2年4月1日", "小山町小山1番地", "3,600,000円"):
        assert word not in text


def test_the_code_of_a_decision_leads_from_the_paper_to_the_towns_own_page(client, db, settings):
    settings.TSUNAGARU_URL = "https://town.example"
    a_procedure()
    resident = a_resident()
    made = an_application(resident=resident.id, at=clock.now())
    by = actor_of(a_clerk(section="seikatsu"))
    cases.decide(made.case, outcome="granted", label="可", reason="", by=by, at=clock.now())
    sign_in(client, resident)
    pdf = client.get(reverse("applications:notice", args=[made.id])).getvalue()
    address = urlsplit(read_code(pdf))
    assert (address.scheme, address.netloc, address.query) == ("https", "town.example", "")
    answer = Client().get(address.path)
    assert (answer.status_code, "町が発行した有効な書類です" in answer.content.decode()) == (
        200,
        True,
    )
    for word in ("花子", "3,000円", made.shown_number):
        assert word in _words(pdf)
        assert word not in answer.content.decode().partition("<main")[2]


def _words(pdf):
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
