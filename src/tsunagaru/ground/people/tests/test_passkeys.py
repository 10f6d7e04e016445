"""Passkeys: made, used, and every way in which an answer may lie."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.models import Letter, Passkey, PasskeyCeremony
from tsunagaru.ground.people.rules.factors import (
    CEREMONY_LASTS,
    CannotTrustPasskey,
    Ceremony,
    Doubt,
    party_at,
)
from tsunagaru.ground.people.services import factors, passkeys
from tsunagaru.ground.people.testing import Authenticator, a_passkey, a_resident, account_of
from tsunagaru.ground.people.testing.passkeys import (
    ASKED,
    FLAG,
    PARTY,
    an_app,
    answer_to,
    code_at,
    sign_with,
)
from tsunagaru.ground.vault import keys, resealing, rotating

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def account(hanako):
    return account_of(hanako)


@pytest.fixture
def device(account):
    return a_passkey(account, at=NOON)[1]


def refused(device, *, at=NOON, account=None, **how):
    with pytest.raises(CannotTrustPasskey) as refusal:
        sign_with(device, at=at, account=account, **how)
    return refusal.value.why


def ask(purpose=Ceremony.SIGN_IN, account=None, asked=ASKED, at=NOON):
    return passkeys.ask_to_use(purpose, account, asked=asked, at=at)


def test_a_passkey_alone_tells_who_it_is(account, device):
    assert sign_with(device, at=NOON) == account
    assert Passkey.objects.get().used_at == NOON


def test_the_question_at_sign_in_tells_of_nobody(device):
    options = ask()["publicKey"]
    assert "allowCredentials" not in options
    assert options["userVerification"] == "required"


def test_a_passkey_is_made_to_be_found_and_verified(account):
    options = passkeys.ask_to_add(account, asked=ASKED, site="町", at=NOON)["publicKey"]
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"


def test_all_passkeys_of_an_account_know_it_by_one_random_name(account, device):
    _, second = a_passkey(account, at=NOON)
    assert device.handle == second.handle
    assert len(device.handle) == passkeys.HANDLE_BYTES


def test_neither_id_nor_name_nor_key_stands_readable_in_the_table(account, device):
    with connection.cursor() as cursor:
        cursor.execute('SELECT credential, name, "index" FROM people_passkey')
        (row,) = cursor.fetchall()
    text = b"".join(v.encode() if isinstance(v, str) else bytes(v) for v in row)
    assert device.id not in text
    assert "スマホ".encode() not in text


def test_passkeys_and_codes_outlive_an_exchange_of_keys(tmp_path, settings):
    settings.TSUNAGARU_KEYS = path = tmp_path / "keys.json"
    account = account_of(a_resident())
    _, device = a_passkey(account, at=NOON)
    secret = an_app(account, at=NOON - timedelta(minutes=5))
    before = keys.ring()
    for kind in ("data", "blind"):
        rotating.add(path, kind)
    resealing.reseal_tables(lambda *_: None)
    resealing.rebuild_indexes(lambda *_: None)
    assert Passkey.objects.get().index.startswith(f"{keys.ring().current_blind[0]}:")
    rotating.retire(path, "blind", set(before.blind))
    assert sign_with(device, at=NOON) == account
    assert factors.use_code(account, code_at(secret, NOON), at=NOON)


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://sub.town.example"},
        {"origin": "https://town.example:8443"},
        {"origin": "http://town.example"},
        {"site": "evil.example"},
        {"flags": FLAG.UP},
        {"flags": FLAG.UV},
    ],
    ids=str,
)
def test_an_answer_from_elsewhere_or_without_the_person_is_refused(device, lie):
    for name, value in lie.items():
        setattr(device, name, value)
    assert refused(device) is Doubt.CHECK


@pytest.mark.parametrize("lie", [{"origin": "https://evil.example"}, {"flags": FLAG.UP}], ids=str)
def test_a_passkey_made_elsewhere_or_unverified_is_not_entered(account, lie):
    with pytest.raises(CannotTrustPasskey):
        a_passkey(account, at=NOON, device=Authenticator(**lie))
    assert not Passkey.objects.exists()


def test_an_answer_counts_once(device):
    question = ask()
    answer = answer_to(question, device.use(question))
    passkeys.use(Ceremony.SIGN_IN, None, answer, at=NOON)
    with pytest.raises(CannotTrustPasskey) as refusal:
        passkeys.use(Ceremony.SIGN_IN, None, answer, at=NOON)
    assert refusal.value.why is Doubt.CHALLENGE


def test_a_question_is_over_after_some_minutes(device):
    question = ask()
    answer = answer_to(question, device.use(question))
    with pytest.raises(CannotTrustPasskey):
        passkeys.use(Ceremony.SIGN_IN, None, answer, at=NOON + CEREMONY_LASTS)


def test_an_answer_to_an_older_question_is_refused(device):
    old, new = ask(), ask()
    answer = answer_to(new, device.use(old))
    with pytest.raises(CannotTrustPasskey) as refusal:
        passkeys.use(Ceremony.SIGN_IN, None, answer, at=NOON)
    assert refusal.value.why is Doubt.CHECK


def test_an_answer_belongs_to_the_browser_that_asked(device):
    question = ask(asked=replace(ASKED, browser="another"))
    answer = answer_to(question, device.use(question))
    with pytest.raises(CannotTrustPasskey) as refusal:
        passkeys.use(Ceremony.SIGN_IN, None, answer, at=NOON)
    assert refusal.value.why is Doubt.CHALLENGE


def test_an_answer_for_one_purpose_serves_no_other(account, device):
    question = ask(Ceremony.PROVE, account)
    answer = answer_to(question, device.use(question))
    with pytest.raises(CannotTrustPasskey):
        passkeys.use(Ceremony.SIGN_IN, None, answer, at=NOON)


def test_a_counter_that_goes_back_or_stands_still_is_a_copied_key(account, device):
    sign_with(device, at=NOON, moves=5)
    assert refused(device, moves=0) is Doubt.COUNTER
    assert refused(device, moves=-2) is Doubt.COUNTER
    assert refused(device, moves=-3) is Doubt.COUNTER, "a counter of zero after others"
    assert audited("factor.refused")[-1].facts == {"factor": "passkey", "why": "counter"}
    device.counter = 5
    assert sign_with(device, at=NOON) == account


def test_a_passkey_that_does_not_count_stays_good(account, device):
    for _ in range(3):
        assert sign_with(device, at=NOON, moves=0) == account


def test_somebody_elses_passkey_is_no_second_step(account):
    _, other = a_passkey(account_of(a_resident()), at=NOON)
    assert refused(other, account=account) is Doubt.OWNER


def test_somebody_elses_id_with_the_own_key_is_refused(account, device):
    forged = Authenticator(id=device.id, handle=device.handle)
    assert refused(forged) is Doubt.CHECK


def test_an_unknown_id_is_refused(device):
    forged = Authenticator(key=device.key, handle=device.handle)
    assert refused(forged) is Doubt.UNKNOWN


def test_a_passkey_that_names_another_account_is_refused(account, device):
    device.handle = b"x" * 32
    assert refused(device) is Doubt.OWNER
    device.handle = b""
    assert refused(device) is Doubt.OWNER


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"id": 1}', "x" * 30_000, '{"rawId":"é"}']
)
def test_nonsense_is_refused(device, text):
    answer = answer_to(ask(), text)
    with pytest.raises(CannotTrustPasskey) as refusal:
        passkeys.use(Ceremony.SIGN_IN, None, answer, at=NOON)
    assert refusal.value.why is Doubt.SHAPE


@pytest.mark.parametrize("id_", ["", "nonsense", "7d3c1f5e-0000-4000-8000-00000000000f"])
def test_a_forged_question_is_refused(device, id_):
    question = ask() | {"ceremony": id_}
    with pytest.raises(CannotTrustPasskey) as refusal:
        passkeys.use(Ceremony.SIGN_IN, None, answer_to(question, device.use(ask())), at=NOON)
    assert refusal.value.why is Doubt.CHALLENGE


def test_a_passkey_cannot_be_entered_twice(account, device):
    with pytest.raises(passkeys.CannotAddPasskey):
        a_passkey(account_of(a_resident()), at=NOON, device=device)


def test_of_equal_answers_at_once_one_passes(shared_database):
    def begin():
        _, device = a_passkey(account_of(a_resident()), at=NOON)
        question = ask()
        return answer_to(question, device.use(question))

    def one(answer):
        try:
            return passkeys.use(Ceremony.SIGN_IN, None, answer, at=NOON)
        except CannotTrustPasskey:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answer = pool.submit(begin).result()
        assert len(list(filter(None, pool.map(one, [answer] * 8)))) == 1


def test_each_change_is_on_record_and_told(account, settings):
    settings.EMAIL_HOST = "mail.example"
    id_, _ = a_passkey(account, at=NOON)
    passkeys.rename(account, id_, "タブレット", at=NOON)
    passkeys.remove(account, id_, at=NOON)
    for name in ("added", "changed", "removed"):
        assert len(published(f"factor.{name}")) == 1
        assert len(audited(f"factor.{name}")) == 1
    told = [row.fields["change"] for row in Letter.objects.order_by("made_at")]
    assert sorted(told) == ["passkey_added", "passkey_changed", "passkey_removed"]
    assert "タブレット" not in str(published("factor.changed"))


def test_old_questions_are_deleted(device):
    ask()
    assert passkeys.forget_ceremonies(at=NOON + timedelta(days=1)) == 2
    assert not PasskeyCeremony.objects.exists()


def test_passkeys_need_a_name_of_the_site():
    assert party_at("http://127.0.0.1:8000") is None
    assert party_at("https://[::1]") is None
    assert party_at("http://town.example") is None
    assert party_at("http://localhost:8000").origin == "http://localhost:8000"
    assert party_at(PARTY.origin) == PARTY
