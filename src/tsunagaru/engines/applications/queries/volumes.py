"""How many applications a procedure had (件数)."""

from datetime import datetime

from django.db.models import Count

from tsunagaru.engines.applications.models import Application


def volumes(*, since: datetime, until: datetime) -> dict[str, dict[str, int]]:
    """Return the number of applications by procedure and channel (手続き別・経路別の件数).

    Args:
        since: beginning of the period.
        until: end of the period, not included.
    """
    rows = Application.objects.filter(submitted_at__gte=since, submitted_at__lt=until)
    found: dict[str, dict[str, int]] = {}
    counted = rows.values_list("procedure", "channel").annotate(n=Count("pk")).order_by()
    for procedure, channel, count in counted:
        found.setdefault(procedure, {})[channel] = count
    return found
