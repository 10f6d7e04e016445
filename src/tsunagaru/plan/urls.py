"""Addresses of the plan (計画の画面)."""

from django.urls import path

from tsunagaru.plan.views.about import about, facts
from tsunagaru.plan.views.bringing_in import bring_in
from tsunagaru.plan.views.dashboard import dashboard, staff_dashboard
from tsunagaru.plan.views.editing import edit
from tsunagaru.plan.views.figures import figures
from tsunagaru.plan.views.indicator import indicator, staff_indicator
from tsunagaru.plan.views.initiative import initiative, staff_initiative

PREFIX = "plan/"
app_name = "plan"
urlpatterns = [
    path("", dashboard, name="dashboard"),
    path("initiatives/<int:number>/", initiative, name="initiative"),
    path("indicators/<str:code>/", indicator, name="indicator"),
    path("staff/indicators/<str:code>/", staff_indicator, name="staff_indicator"),
    path("staff/figures/", figures, name="figures"),
    path("staff/figures/table/", bring_in, name="bring_in"),
    path("about/", about, name="about"),
    path("about/<slug:kind>/", facts, name="facts"),
    path("staff/", staff_dashboard, name="staff_dashboard"),
    path("staff/initiatives/<int:number>/", staff_initiative, name="staff_initiative"),
    path("staff/initiatives/<int:number>/edit/", edit, name="edit"),
]
