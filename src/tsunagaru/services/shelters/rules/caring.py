"""What somebody needs (配慮): two entries together say at least as much as each."""

from collections.abc import Mapping
from typing import Any

from tsunagaru.services.shelters.rules.payloads import MOST_PETS, NEEDS, Payload

LONGEST = 1000


def united(before: Mapping[str, Any], told: Payload) -> dict[str, Any]:
    """Return the care somebody needs after one more entry (配慮を合わせる): nothing is lost."""
    needs = {*before.get("needs", ()), *told.needs}
    notes = [line for line in str(before.get("note", "")).splitlines() if line]
    notes += [line for line in told.note.splitlines() if line and line not in notes]
    return {
        "needs": [one for one in NEEDS if one in needs],
        "note": "\n".join(notes)[:LONGEST],
        "pets": min(max(int(before.get("pets", 0)), told.pets), MOST_PETS),
    }
