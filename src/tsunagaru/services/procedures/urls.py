"""Addresses of procedures (手続きのURL)."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from tsunagaru.services.procedures.queries import BETWEEN
from tsunagaru.services.procedures.views.editor import (
    adding,
    changes,
    condition,
    field,
    form,
    head,
    listing,
    pages,
    paper,
    preview,
    removing,
    shelves,
    starting,
    text,
    things,
    trial,
    versions,
)
from tsunagaru.services.procedures.views.entry import enter, entry
from tsunagaru.services.procedures.views.finder import detail, finder
from tsunagaru.services.procedures.views.public import everything, seals
from tsunagaru.services.procedures.views.register import register
from tsunagaru.services.procedures.views.seals import review
from tsunagaru.services.procedures.views.stumbling import stumbling
from tsunagaru.services.procedures.views.transfer import bring_in, export


class FormConverter(StringConverter):
    """A procedure, or one of the forms inside it: ``code``, ``code~check``, ``code~part-vet``."""

    regex = f"[-a-zA-Z0-9_]+(?:{BETWEEN}[-a-z0-9_]+)?"


register_converter(FormConverter, "form")
PREFIX = ""
FORMS = "staff/procedures/forms/"
app_name = "procedures"
urlpatterns = [
    path("procedures/", finder, name="finder"),
    path("procedures/list/", everything, name="everything"),
    path("procedures/seals/", seals, name="seals"),
    path("procedures/<slug:code>/", detail, name="detail"),
    path("staff/procedures/", register, name="register"),
    path("staff/procedures/export/", export, name="export"),
    path("staff/procedures/import/", bring_in, name="bring_in"),
    path("staff/procedures/seals/", review, name="review"),
    path("staff/procedures/stumbling/<slug:code>/", stumbling, name="stumbling"),
    path("staff/procedures/new/", enter, name="enter"),
    path("staff/procedures/entry/<slug:code>/", entry, name="entry"),
    path(FORMS, listing.forms, name="forms"),
    path(f"{FORMS}new/", starting.start, name="form_new"),
    path(f"{FORMS}<form:code>/", form.form, name="form"),
    path(f"{FORMS}<slug:code>/head/", head.head, name="form_head"),
    path(f"{FORMS}<form:code>/pages/", pages.add_page, name="form_add_page"),
    path(f"{FORMS}<form:code>/pages/<slug:where>/", pages.edit_page, name="form_page"),
    path(f"{FORMS}<form:code>/pages/<slug:where>/new/", adding.kinds, name="form_kinds"),
    path(f"{FORMS}<form:code>/pages/<slug:where>/new/<slug:kind>/", field.add, name="form_add"),
    path(f"{FORMS}<form:code>/fields/<slug:field>/", field.field, name="form_field"),
    path(f"{FORMS}<form:code>/fields/<slug:field>/remove/", removing.remove, name="form_remove"),
    path(
        f"{FORMS}<form:code>/conditions/<slug:what>/<slug:target>/",
        condition.condition,
        name="form_condition",
    ),
    path(
        f"{FORMS}<form:code>/fields/<slug:field>/checks/<slug:key>/",
        things.check,
        name="form_check",
    ),
    path(f"{FORMS}<slug:code>/things/<slug:group>/", shelves.shelves, name="form_things"),
    path(f"{FORMS}<slug:code>/things/<slug:what>/<slug:key>/", things.thing, name="form_thing"),
    path(f"{FORMS}<slug:code>/text/", text.text, name="form_text"),
    path(f"{FORMS}<slug:code>/file/", text.file, name="form_file"),
    path(f"{FORMS}<slug:code>/preview/", preview.preview, name="form_preview"),
    path(f"{FORMS}<slug:code>/preview/sheet/", preview.sheet, name="form_sheet"),
    path(f"{FORMS}<slug:code>/preview/notice/<slug:outcome>/", paper.notice, name="form_notice"),
    path(f"{FORMS}<slug:code>/trial/", trial.trial, name="form_trial"),
    path(f"{FORMS}<slug:code>/changes/", changes.changes, name="form_changes"),
    path(f"{FORMS}<slug:code>/versions/", versions.versions, name="form_versions"),
]
