"""What residents read stands in all three languages."""

import re
from pathlib import Path

import pytest
from django import forms

from tsunagaru.ground.people import forms as ours
from tsunagaru.ground.people.rules import CONSENTS, TAKEN, WORDS, factor_words
from tsunagaru.ground.people.rules.letters import FACTOR_CHANGES
from tsunagaru.ground.people.testing import a_resident, sign_in
from tsunagaru.ground.people.views import (
    account,
    letters,
    passkey_pages,
    second,
    sign_up,
    ways_app,
    ways_passkeys,
)
from tsunagaru.ground.people.views import sign_in as signing
from tsunagaru.ground.ui import phrases
from tsunagaru.ground.ui.boxes import NOTHING, TOO_LONG
from tsunagaru.ground.ui.numbers import NO_NUMBER

TEMPLATES = Path(__file__).parents[1] / "templates" / "people"
RESIDENT_FORMS = (
    ours.SignInForm,
    ours.SignUpForm,
    ours.PasswordForm,
    ours.ProfileForm,
    ours.MailboxForm,
    ours.ConfirmForm,
    ours.NewEmailForm,
    ours.FactorCodeForm,
    ours.ProveForm,
    ours.PasskeyNameForm,
)


def said():
    for template in TEMPLATES.glob("*.html"):
        yield from re.findall(r'{% say "([^"]+)"', template.read_text(encoding="utf-8"))
    for form in RESIDENT_FORMS:
        for field in form.base_fields.values():
            yield from (str(text) for text in (field.label, field.help_text) if text)
    for consent in CONSENTS:
        yield from (consent.title, consent.text)
    for words in (*WORDS.values(), TAKEN, factor_words("app_added")):
        yield from (words.title, *(text for text in words.paragraphs if text != "{link}"))
    yield from (
        NO_NUMBER,
        NOTHING,
        TOO_LONG,
        signing.REFUSED,
        signing.TOO_MANY,
        letters.TOO_MANY_LETTERS,
    )
    yield from (sign_up.WRONG, account.WRONG, second.WRONG_CODE, passkey_pages.UNFIT)
    yield from (ways_app.OVER, ways_passkeys.NOT_MADE, ways_passkeys.NOT_ANOTHER)
    yield "認証アプリに表示された6桁のコード"
    for change in FACTOR_CHANGES:
        yield from factor_words(change).paragraphs


@pytest.mark.parametrize("text", sorted(set(said())))
def test_every_phrase_has_plain_japanese_and_english(text):
    assert {"easy", "en"} <= set(phrases.catalogue().get(text, {}))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_pages_open_in_every_language(client, language):
    pages = ["/sign-in/", "/sign-up/", "/data-erased/", "/demo/", "/password/"]
    for page in pages:
        assert client.get(page, {"lang": language}).status_code == 200
    sign_in(client, a_resident())
    for page in ("", "edit/", "account/", "email/", "data/", "data/erase/", "sign-in/"):
        text = client.get(f"/me/{page}", {"lang": language}).content.decode()
        assert ("My " in text or "Change" in text or "Eras" in text) == (language == "en")


@pytest.mark.parametrize(
    "value", ["\x00", "𠮷", "ｶﾅ", "\u202e", "😀" * 10, "あ" * 10_000, "<script>", "'; --"]
)
@pytest.mark.parametrize("form", RESIDENT_FORMS)
def test_odd_input_is_answered_with_a_sentence(form, value):
    filled = form(dict.fromkeys(form.base_fields, value))
    filled.is_valid()
    assert isinstance(filled, forms.Form)
    for errors in filled.errors.values():
        assert all(re.search(r"[ぁ-ん]", str(error)) for error in errors)
