"""Why an application was not taken (受け付けられない理由), in the reader's language."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from tsunagaru.engines.applications import api as applications
from tsunagaru.services.partners.services import filing
from tsunagaru.services.partners.views.problems import CannotAnswer, pointer_of

NOT_THERE = "この手続きはありません。"
CLOSED = "この手続きは、今はオンラインで受け付けていません。"
NOT_YOURS = "この手続きは、登録された課の手続きではないため、申請できません。"
IN_PERSON = (
    "この手続きは、申請する方ご本人のサインインが必要なため、APIでは受け付けられません。"
    "町のサイトから申請してください。"
)
COSIGNED = (
    "この申請には、ほかの方の署名（連署）が必要なため、APIでは受け付けられません。"
    "署名を町のサイトで集めるか、同意書を窓口で提出する方法を選んでください。"
)
REUSED = "この Idempotency-Key は、別の内容の申請に使われています。新しい鍵で送ってください。"
IN_ENTRY = re.compile(r"([a-z0-9_]+)-([0-9]+)-([a-z0-9_]+)")


@contextmanager
def explained() -> Iterator[None]:
    """Turn what applications refuse into problems.

    Raises:
        CannotAnswer: with what is wrong with each answer.
    """
    try:
        yield
    except applications.CannotFind as error:
        raise CannotAnswer(404, NOT_THERE) from error
    except applications.CannotApplyNow as error:
        raise CannotAnswer(409, CLOSED, code="closed") from error
    except applications.CannotIdentify as error:
        raise CannotAnswer(403, IN_PERSON, code="needs-sign-in") from error
    except filing.CannotSubmitThere as error:
        raise CannotAnswer(403, NOT_YOURS, code="other-section") from error
    except filing.CannotReuse as error:
        raise CannotAnswer(422, REUSED, code="key-reused") from error
    except applications.NeedsCosigners as error:
        raise CannotAnswer(409, COSIGNED, code="needs-cosigners") from error
    except applications.CannotSubmit as error:
        raise _unfit(error) from error


def _unfit(error: applications.CannotSubmit) -> CannotAnswer:
    if not error.problems:
        return CannotAnswer(409, CLOSED, code="closed")
    mistakes = [
        {"detail": one.message, "pointer": pointer_of("answers", *_place(one.field))}
        for one in error.problems
    ]
    return CannotAnswer(422, "", code="invalid-answers", errors=mistakes)


def _place(field: str) -> tuple[str, ...]:
    """Return where an answer stands in the body; ``children-2-name`` is ``children/1/name``."""
    found = IN_ENTRY.fullmatch(field)
    return (found[1], str(int(found[2]) - 1), found[3]) if found else (field,)
