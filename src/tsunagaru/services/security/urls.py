"""Addresses of security (URL)."""

from django.urls import path
from django.views.decorators.cache import never_cache

from tsunagaru.services.security.views.contest import contest
from tsunagaru.services.security.views.numbers import finding, numbers
from tsunagaru.services.security.views.statement import statement

PREFIX = ""
app_name = "security"
urlpatterns = [
    path("not-my-number/<str:token>/", never_cache(contest), name="contest"),
    path("staff/security/numbers/", numbers, name="numbers"),
    path("staff/security/numbers/<uuid:finding>/", finding, name="finding"),
    path("staff/security/statements/<uuid:statement>/", statement, name="statement"),
]
