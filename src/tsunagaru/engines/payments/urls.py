"""Addresses of payments (支払いのURL)."""

from django.urls import path
from django.views.decorators.cache import never_cache

from tsunagaru.engines.payments.views import (
    staff_books,
    staff_drawers,
    staff_invoices,
    staff_refunds,
    staff_taking,
)
from tsunagaru.engines.payments.views.pay import mine, pay, result, start
from tsunagaru.engines.payments.views.payer import enter
from tsunagaru.engines.payments.views.receipt import receipt
from tsunagaru.engines.payments.views.webhook import webhook

PREFIX = ""
app_name = "payments"
urlpatterns = [
    path("pay/", never_cache(mine), name="mine"),
    path("pay/webhook/<slug:provider>/", webhook, name="webhook"),
    path("pay/<uuid:invoice>/", never_cache(pay), name="pay"),
    path("pay/<uuid:invoice>/link/<slug:code>/", never_cache(enter), name="enter"),
    path("pay/<uuid:invoice>/start/", start, name="start"),
    path("pay/<uuid:invoice>/result/", never_cache(result), name="result"),
    path("pay/<uuid:invoice>/receipt.pdf", never_cache(receipt), name="receipt"),
    path("staff/payments/", never_cache(staff_invoices.listed), name="invoices"),
    path("staff/payments/<uuid:invoice>/", never_cache(staff_invoices.one), name="invoice"),
    path("staff/payments/<uuid:invoice>/cash/", staff_taking.cash, name="cash"),
    path("staff/payments/<uuid:invoice>/card/", staff_taking.card, name="card"),
    path("staff/payments/<uuid:invoice>/refund/", staff_taking.refund, name="refund"),
    path("staff/payments/<uuid:invoice>/cancel/", staff_taking.cancel, name="cancel"),
    path("staff/payments/refunds/<uuid:refund>/", staff_refunds.handle, name="handle_refund"),
    path("staff/payments/drawers/", never_cache(staff_drawers.listed), name="drawers"),
    path("staff/payments/drawers/<uuid:drawer>/", never_cache(staff_drawers.one), name="drawer"),
    path(
        "staff/payments/reconciliation/",
        never_cache(staff_books.reconciliation),
        name="reconciliation",
    ),
    path(
        "staff/payments/reconciliation/<uuid:difference>/",
        never_cache(staff_books.difference),
        name="difference",
    ),
]
