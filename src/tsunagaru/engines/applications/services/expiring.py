"""The thirty days of what is being filled in (下書きの期限): one rule, alone or together."""

from datetime import datetime

from django.db import transaction

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Bundle, BundleItem, Draft
from tsunagaru.engines.applications.services.bundle_ending import give_up_bundle
from tsunagaru.engines.applications.services.drafts import abandon

BATCH = 500


@transaction.atomic
def expire_drafts(*, at: datetime) -> int:
    """Give up what nobody touched for thirty days (下書きの期限切れ); answers of drafts stay.

    A draft that is part of an open bundle lasts as long as the bundle, and the bundle as long as
    the draft in it that was touched last.

    Returns:
        How many drafts filled in alone, and bundles, were given up; 0 when none is left.

    Publishes:
        ApplicationEnded for each draft, outcome abandoned, and BundleAbandoned for each bundle
    """
    due = {"state": rules.Ending.OPEN, "expires_at__lte": at}
    lasting = BundleItem.objects.filter(bundle__state=rules.Ending.OPEN)
    later = lasting.filter(draft__state=rules.Ending.OPEN, draft__expires_at__gt=at)
    bundles = Bundle.objects.select_for_update(no_key=True).filter(**due)
    old_bundles = list(bundles.exclude(pk__in=later.values("bundle"))[:BATCH])
    drafts = Draft.objects.select_for_update(no_key=True).filter(**due)
    old_drafts = list(drafts.exclude(pk__in=lasting.values("draft")).defer("answers")[:BATCH])
    for bundle in old_bundles:
        give_up_bundle(bundle, at)
    for draft in old_drafts:
        abandon(draft, at)
    return len(old_bundles) + len(old_drafts)
