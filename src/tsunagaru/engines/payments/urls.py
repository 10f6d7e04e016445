"""Addresses of payments (支払いのURL)."""

from django.urls import path
from django.views.decorators.cache import never_cache

from tsunagaru.engines.payments.views import (
    staff_agreements,
    staff_books,
    staff_deposits,
    staff_differences,
    staff_drawers,
    staff_invoices,
    staff_on_paper,
    staff_refunds,
    staff_slips,
    staff_taking,
    staff_transfers,
)
from tsunagaru.engines.payments.views.agreement import agreement, end_agreement
from tsunagaru.engines.payments.views.mine import mine
from tsunagaru.engines.payments.views.pay import pay, result, start
from tsunagaru.engines.payments.views.payer import enter
from tsunagaru.engines.payments.views.receipt import receipt
from tsunagaru.engines.payments.views.webhook import webhook

PREFIX = ""
app_name = "payments"
urlpatterns = [
    path("pay/", never_cache(mine), name="mine"),
    path("pay/transfer/", never_cache(agreement), name="agreement"),
    path("pay/transfer/<uuid:mandate>/end/", end_agreement, name="end_agreement"),
    path("pay/webhook/<slug:provider>/", webhook, name="webhook"),
    path("pay/<uuid:invoice>/", never_cache(pay), name="pay"),
    path("pay/<uuid:invoice>/link/<slug:code>/", never_cache(enter), name="enter"),
    path("pay/<uuid:invoice>/start/", start, name="start"),
    path("pay/<uuid:invoice>/result/", never_cache(result), name="result"),
    path("pay/<uuid:invoice>/receipt.pdf", never_cache(receipt), name="receipt"),
    path("pay/<uuid:invoice>/slip.pdf", never_cache(staff_slips.slip_paper), name="slip_paper"),
    path("staff/payments/", never_cache(staff_invoices.listed), name="invoices"),
    path("staff/payments/<uuid:invoice>/", never_cache(staff_invoices.one), name="invoice"),
    path("staff/payments/<uuid:invoice>/cash/", staff_taking.cash, name="cash"),
    path("staff/payments/<uuid:invoice>/card/", staff_taking.card, name="card"),
    path("staff/payments/<uuid:invoice>/refund/", staff_taking.refund, name="refund"),
    path("staff/payments/<uuid:invoice>/slip/", never_cache(staff_slips.slip), name="slip"),
    path("staff/payments/tax-report/", never_cache(staff_slips.tax_report), name="tax_report"),
    path("staff/payments/<uuid:invoice>/cancel/", staff_taking.cancel, name="cancel"),
    path("staff/payments/refunds/<uuid:refund>/", staff_refunds.handle, name="handle_refund"),
    path("staff/payments/drawers/", never_cache(staff_drawers.listed), name="drawers"),
    path("staff/payments/drawers/<uuid:drawer>/", never_cache(staff_drawers.one), name="drawer"),
    path("staff/payments/drawers/<uuid:drawer>/seen/", staff_drawers.seen, name="drawer_seen"),
    path("staff/payments/deposits/", never_cache(staff_deposits.deposits), name="deposits"),
    path("staff/payments/deposits/<uuid:deposit>/undo/", staff_deposits.undo, name="undo_deposit"),
    path(
        "staff/payments/reconciliation/",
        never_cache(staff_books.reconciliation),
        name="reconciliation",
    ),
    path(
        "staff/payments/reconciliation/<uuid:difference>/",
        never_cache(staff_differences.difference),
        name="difference",
    ),
    path(
        "staff/payments/agreements/", never_cache(staff_agreements.listed), name="staff_agreements"
    ),
    path("staff/payments/agreements/new/", never_cache(staff_on_paper.on_paper), name="on_paper"),
    path(
        "staff/payments/agreements/<uuid:mandate>/",
        never_cache(staff_agreements.one),
        name="staff_agreement",
    ),
    path("staff/payments/transfers/", never_cache(staff_transfers.listed), name="transfers"),
    path(
        "staff/payments/transfers/<uuid:batch>/", never_cache(staff_transfers.one), name="transfer"
    ),
    path(
        "staff/payments/transfers/<uuid:batch>/file/",
        never_cache(staff_transfers.file),
        name="transfer_file",
    ),
    path(
        "staff/payments/transfers/<uuid:batch>/results/",
        staff_transfers.results,
        name="transfer_results",
    ),
    path(
        "staff/payments/transfers/<uuid:batch>/cancel/",
        staff_transfers.cancel_transfer,
        name="cancel_transfer",
    ),
]
