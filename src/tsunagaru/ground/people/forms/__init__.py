"""What people type about themselves, and clerks about them (入力の検査)."""

from tsunagaru.ground.people.forms.accounts import (
    ConfirmForm,
    MailboxForm,
    NewEmailForm,
    NewPasswordForm,
    PasswordForm,
    SignInForm,
    SignUpForm,
)
from tsunagaru.ground.people.forms.cards import CardRegisterForm
from tsunagaru.ground.people.forms.fields import NO_NUMBER
from tsunagaru.ground.people.forms.mandates import AskForm, CodeForm, CounterMandateForm
from tsunagaru.ground.people.forms.residents import (
    ContactForm,
    ProfileForm,
    ResidentSearchForm,
)
from tsunagaru.ground.people.forms.staff import AbsenceForm, DeputiesForm, GrantForm, NewcomerForm

__all__ = [
    "NO_NUMBER",
    "AbsenceForm",
    "AskForm",
    "CardRegisterForm",
    "CodeForm",
    "ConfirmForm",
    "ContactForm",
    "CounterMandateForm",
    "DeputiesForm",
    "GrantForm",
    "MailboxForm",
    "NewEmailForm",
    "NewPasswordForm",
    "NewcomerForm",
    "PasswordForm",
    "ProfileForm",
    "ResidentSearchForm",
    "SignInForm",
    "SignUpForm",
]
