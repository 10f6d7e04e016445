"""Tables of public hearing (広聴の表)."""

from tsunagaru.services.hearing.models.inquiries import Inquiry, Saying, Setup, Trace
from tsunagaru.services.hearing.models.public import PublicAnswer
from tsunagaru.services.hearing.models.replies import Reply

__all__ = ["Inquiry", "PublicAnswer", "Reply", "Saying", "Setup", "Trace"]
