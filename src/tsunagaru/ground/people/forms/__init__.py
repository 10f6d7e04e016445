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
from tsunagaru.ground.people.forms.factors import (
    AppCodeForm,
    FactorCodeForm,
    LostDeviceForm,
    PasskeyNameForm,
    ProveForm,
)
from tsunagaru.ground.people.forms.mandates import AskForm, CodeForm, CounterMandateForm
from tsunagaru.ground.people.forms.residents import (
    ContactForm,
    ProfileForm,
)
from tsunagaru.ground.people.forms.staff import AbsenceForm, DeputiesForm, GrantForm, NewcomerForm

__all__ = [
    "AbsenceForm",
    "AppCodeForm",
    "AskForm",
    "CardRegisterForm",
    "CodeForm",
    "ConfirmForm",
    "ContactForm",
    "CounterMandateForm",
    "DeputiesForm",
    "FactorCodeForm",
    "GrantForm",
    "LostDeviceForm",
    "MailboxForm",
    "NewEmailForm",
    "NewPasswordForm",
    "NewcomerForm",
    "PasskeyNameForm",
    "PasswordForm",
    "ProfileForm",
    "ProveForm",
    "SignInForm",
    "SignUpForm",
]
