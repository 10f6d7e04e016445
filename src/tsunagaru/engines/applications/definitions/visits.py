"""What a procedure says of a visit to the town hall (来庁の予約)."""

from typing import Annotated

from pydantic import StringConstraints

from tsunagaru.engines.applications.definitions.words import Text
from tsunagaru.kernel.folder import Definition


class Visit(Definition):
    """A time to be booked once the application is handed in (来庁の日時).

    Args:
        resource: code of what is booked, from the town's bookings.
        when: condition over the answers: whether a visit is needed.
    """

    resource: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
    when: Text = "true"
