"""The floor (下限): a bare form of three pages in Django, as little as can be, same database.

Same fields, a draft row kept at each page, CSRF, database sessions, and at the end one transaction
with an outbox row. No design, no languages, no conditions, no encryption, no events, no case.
"""

import os
from pathlib import Path
from uuid import UUID, uuid4

import django
from django.conf import settings

from tsunagaru.conf.database import choose

settings.configure(
    SECRET_KEY="floor",  # noqa: S106 - guards nothing
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": choose(os.environ["TSUNAGARU_DATABASE"], Path())},
    INSTALLED_APPS=["django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.gzip.GZipMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    USE_TZ=True,
)
django.setup()

from django import forms  # noqa: E402 - after the settings
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import redirect  # noqa: E402
from django.template import RequestContext, Template  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402

PAGE = Template(
    "<!doctype html><html lang=ja><title>犬の登録</title><main><h1>犬の登録</h1>"
    "{% for label, text in rows %}<p>{{ label }}：{{ text }}</p>{% endfor %}"
    "<form method='post'>{% csrf_token %}{{ form.as_div }}<button>次へ</button></form>"
    "</main></html>"
)
TEXT, OPTIONAL = forms.CharField(max_length=200), forms.CharField(max_length=200, required=False)
DATE = {"era": TEXT, **{part: forms.IntegerField() for part in ("year", "month", "day")}}
PAGES: list[dict[str, forms.Field]] = [
    {
        **{f"owner-{part}": TEXT for part in ("family", "given", "family_kana", "given_kana")},
        **{f"address-{part}": TEXT for part in ("prefecture", "city", "town", "street")},
        **{f"address-{part}": OPTIONAL for part in ("postal_code", "building")},
        "phone": TEXT,
        "email": forms.EmailField(required=False),
    },
    {
        **dict.fromkeys(("dog_name", "breed", "colour", "sex"), TEXT),
        **{
            f"{day}-{part}": kind
            for day in ("born_on", "kept_since")
            for part, kind in DATE.items()
        },
        "features": forms.CharField(required=False, widget=forms.Textarea),
        **dict.fromkeys(("same_place", "microchip", "vaccinated"), TEXT),
    },
    {"correct": forms.BooleanField()},
]
FORMS = [type(f"Page{n}", (forms.Form,), fields) for n, fields in enumerate(PAGES)]


class Draft(models.Model):
    """An application on its way."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    answers = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(null=True)
    objects: models.Manager["Draft"] = models.Manager()

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return str(self.pk)


class Outbox(models.Model):
    """A letter to be sent."""

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT)
    objects: models.Manager["Outbox"] = models.Manager()

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return str(self.pk)


def start(request: HttpRequest, code: str) -> HttpResponse:
    """Begin."""
    if request.method == "POST":
        draft = Draft.objects.create()
        request.session["draft"] = str(draft.pk)
        return redirect(f"/draft/{draft.pk}/0/")
    return _show(request, forms.Form(), [(code, "")])


def page(request: HttpRequest, draft: UUID, number: int) -> HttpResponse:
    """Fill in one page."""
    row = Draft.objects.get(pk=draft)
    form = FORMS[number](request.POST or None, initial=row.answers)
    if not form.is_valid():
        return _show(request, form, [])
    row.answers |= form.cleaned_data
    row.save(update_fields=["answers"])
    last = number + 1 == len(FORMS)
    return redirect(f"/draft/{draft}/confirm/" if last else f"/draft/{draft}/{number + 1}/")


def confirm(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Look once more, and hand in."""
    if request.method != "POST":
        return _show(request, forms.Form(), Draft.objects.get(pk=draft).answers.items())
    with transaction.atomic():
        row = Draft.objects.select_for_update().get(pk=draft)
        if row.submitted_at is None:
            row.submitted_at = timezone.now()  # noqa: TID251 - no house here
            row.save(update_fields=["submitted_at"])
            Outbox.objects.create(draft=row)
    return redirect(f"/apply/done/{draft}/")


def done(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Tell the receipt number."""
    return _show(request, forms.Form(), [("受付番号", str(draft))])


def _show(request: HttpRequest, form: forms.Form, rows: object) -> HttpResponse:
    return HttpResponse(PAGE.render(RequestContext(request, {"form": form, "rows": rows})))


def healthz(_request: HttpRequest) -> HttpResponse:
    """Tell that the server is up."""
    return HttpResponse("ok")


urlpatterns = [
    path("healthz", healthz),
    path("apply/done/<uuid:draft>/", done),
    path("apply/<slug:code>/", start),
    path("draft/<uuid:draft>/<int:number>/", page),
    path("draft/<uuid:draft>/confirm/", confirm),
]
application = get_wsgi_application()


def make_tables() -> None:
    """Create the tables."""
    from django.core.management import call_command  # noqa: PLC0415 - once

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Draft)
        editor.create_model(Outbox)


if __name__ == "__main__":
    make_tables()
