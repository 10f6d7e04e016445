"""The screen on the tablet in four languages: in none of them is anything half translated."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tsunagaru.engines import applications
from tsunagaru.engines.applications.forms import SignatureForm
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.services.bundles import start_bundle
from tsunagaru.engines.applications.services.drafts import Applicant
from tsunagaru.engines.applications.services.screens import show_on_screen
from tsunagaru.engines.applications.testing import DOG, a_procedure
from tsunagaru.engines.applications.views import screen
from tsunagaru.ground import ui
from tsunagaru.ground.people.testing import a_clerk
from tsunagaru.ground.ui import phrases
from tsunagaru.ground.ui.phrases import TABLET_LANGUAGES, catalogue
from tsunagaru.ground.ui.testing import phrases_in_code, phrases_in_template
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import Channel

pytestmark = pytest.mark.django_db
OURS = Path(applications.__file__).parent / "templates" / "applications" / "bundle"
PARTS = Path(ui.__file__).parent / "templates"
FILES = (
    *(OURS / f"{name}.html" for name in ("tablet", "enter", "screen", "signed")),
    *(PARTS / "cotton" / f"{name}.html" for name in ("error-summary", "field", "button")),
    *(PARTS / "ui" / "fields" / f"{name}.html" for name in ("field", "need", "notes", "text")),
    PARTS / "ui" / "fields" / "states.html",
)
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龥]")
OWN = re.compile(r'<(a|section)[^>]* lang="(?:ja|en)"[^>]*>.*?</\1>', re.DOTALL)


@pytest.fixture
def address():
    phrases.install({})
    now = clock.now()
    a_procedure(at=now)
    clerk = a_clerk()
    applicant = Applicant(staff=clerk.id, channel=Channel.COUNTER)
    bundle = start_bundle("moving", ["dog"], {}, applicant, at=now).bundle
    yield f"/screen/{show_on_screen(bundle, at=now)}/"
    phrases.install({})


def fixed_phrases():
    found = {screen.WRONG}
    for file in FILES:
        found |= set(phrases_in_template(file.read_text(encoding="utf-8")))
    found |= set(phrases_in_code(Path(screen.__file__).read_text(encoding="utf-8")))
    labels = {str(field.label) for field in SignatureForm().visible_fields()}
    return sorted(found | labels)


@pytest.mark.parametrize("phrase", fixed_phrases())
def test_every_fixed_phrase_of_the_screen_is_said_in_portuguese(phrase):
    assert catalogue()[phrase]["pt"]


@pytest.mark.parametrize("sent", [None, {"name": ""}])
def test_in_portuguese_nothing_japanese_is_left_but_what_is_marked(address, sent):
    tablet = Client()
    answer = tablet.post(f"{address}?in=pt", sent) if sent else tablet.get(f"{address}?in=pt")
    page = answer.content.decode()
    assert '<html lang="pt"' in page
    assert answer["Content-Language"] == "pt"
    assert 'lang="en"' in page
    left = OWN.sub("", page.split("<body", 1)[1])
    assert JAPANESE.findall(left) == []
    assert "Confira as informações" in left
    assert "Dog registration" in page
    assert ("Não foi possível ler a assinatura" in left) is bool(sent)


def test_a_procedure_with_a_portuguese_name_is_wholly_portuguese(address):
    phrases.install({"犬の登録": {"pt": "Registro de cão"}})
    page = Client().get(f"{address}?in=pt").content.decode()
    assert "Registro de cão" in page
    assert '<section lang="en">' not in page


AGREED = {
    "ja": "町が税金を調べることに同意します。",
    "ja-easy": "役場が 税金を 調べても いいです。",
    "en": "I agree that the town checks our taxes.",
}
CONSENT = {
    "code": "agreed",
    "kind": "declaration",
    "label": {"ja": "同意", "en": "Consent"},
    "text": {"ja": AGREED["ja"], "easy": AGREED["ja-easy"], "en": AGREED["en"]},
}


@pytest.mark.parametrize("language", TABLET_LANGUAGES)
def test_what_is_agreed_to_stands_in_full_above_the_signature(language):
    portuguese = "Concordo que o município verifique os impostos."
    phrases.install({"犬の登録": {"pt": "Registro de cão"}, AGREED["ja"]: {"pt": portuguese}})
    now = clock.now()
    consent = {"code": "consent", "title": "同意", "fields": [CONSENT]}
    a_procedure(at=now, pages=[*DOG["pages"], consent])
    applicant = Applicant(staff=a_clerk().id, channel=Channel.COUNTER)
    bundle = start_bundle("moving", ["dog"], {}, applicant, at=now).bundle
    page = Client().get(f"/screen/{show_on_screen(bundle, at=now)}/?in={language}").content.decode()
    phrases.install({})
    said = (AGREED | {"pt": portuguese})[language]
    assert page.count(said) == 1
    assert page.index(said) < page.index('id="signature"')


def test_after_signing_it_thanks_in_portuguese(address):
    page = Client().post(f"{address}?in=pt", {"name": "Ana"}).content.decode()
    assert "Devolva o tablet" in page
    assert JAPANESE.findall(page.split("<body", 1)[1]) == []
    assert Bundle.objects.get().signed_at


@pytest.mark.parametrize(("sent", "status"), [(None, 200), ({"code": "?"}, 422)])
def test_the_code_is_asked_for_in_portuguese_as_well(sent, status):
    tablet = Client()
    answer = tablet.post("/screen/?in=pt", sent) if sent else tablet.get("/screen/?in=pt")
    page = answer.content.decode()
    assert answer.status_code == status
    assert '<html lang="pt"' in page
    assert JAPANESE.findall(OWN.sub("", page.split("<body", 1)[1])) == []
    assert "Código informado no balcão" in page
    assert ("Confira o código" in page) is bool(sent)


def test_the_chosen_language_goes_on_to_the_check_screen(address):
    code = address.strip("/").rpartition("/")[2]
    answer = Client().post("/screen/?in=pt", {"code": code}, follow=True)
    assert answer.request["QUERY_STRING"] == "in=pt"
    assert "Confira as informações" in answer.content.decode()


def test_a_code_that_opens_nothing_is_asked_for_again_in_the_same_language():
    answer = Client().get("/screen/ABCDEFGHJKMN/?in=pt")
    assert answer.status_code == 404
    assert "Confira o código" in answer.content.decode()


@pytest.mark.parametrize("language", TABLET_LANGUAGES)
@pytest.mark.parametrize("entrance", [True, False])
def test_each_language_is_one_button_away_from_the_others(address, language, entrance):
    page = Client().get(f"{'/screen/' if entrance else address}?in={language}").content.decode()
    assert all(f'href="?in={other}"' in page for other in TABLET_LANGUAGES)
    assert len(re.findall("aria-current", page)) == 1


def test_the_choice_is_for_this_screen_alone(address):
    tablet = Client()
    tablet.get(f"{address}?in=pt")
    assert "language" not in tablet.cookies
    assert '<html lang="ja"' in tablet.get("/screen/").content.decode()
    assert '<html lang="ja"' in tablet.get("/?lang=pt").content.decode()
    assert '<html lang="ja"' in tablet.get(f"{address}?in=xx").content.decode()
