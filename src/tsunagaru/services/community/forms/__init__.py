"""What people type about circulars and districts (回覧と区の入力)."""

from tsunagaru.services.community.forms.circulars import (
    CircularForm,
    CorrectionForm,
    ReasonForm,
)
from tsunagaru.services.community.forms.districts import (
    AwayForm,
    GroupForm,
    PersonForm,
    SuccessorForm,
    TermForm,
)
from tsunagaru.services.community.forms.dues import (
    AmountForm,
    CollectForm,
    MemberForm,
    ReliefForm,
    SettleForm,
)
from tsunagaru.services.community.forms.gatherings import (
    CancelForm,
    CountForm,
    EnterForm,
    GatheringChangeForm,
    GatheringForm,
    PartyForm,
)
from tsunagaru.services.community.forms.minutes import MinutesCorrectionForm, MinutesForm
from tsunagaru.services.community.forms.own import WishForm
from tsunagaru.services.community.forms.paper_homes import NameForm, PaperHomeForm
from tsunagaru.services.community.forms.rosters import RosterForm
from tsunagaru.services.community.forms.survey_answers import AnswerForm, EnterAnswerForm
from tsunagaru.services.community.forms.surveys import (
    ExtendForm,
    SummaryForm,
    SurveyForm,
    WithdrawForm,
)

__all__ = [
    "AmountForm",
    "AnswerForm",
    "AwayForm",
    "CancelForm",
    "CircularForm",
    "CollectForm",
    "CorrectionForm",
    "CountForm",
    "EnterAnswerForm",
    "EnterForm",
    "ExtendForm",
    "GatheringChangeForm",
    "GatheringForm",
    "GroupForm",
    "MemberForm",
    "MinutesCorrectionForm",
    "MinutesForm",
    "NameForm",
    "PaperHomeForm",
    "PartyForm",
    "PersonForm",
    "ReasonForm",
    "ReliefForm",
    "RosterForm",
    "SettleForm",
    "SuccessorForm",
    "SummaryForm",
    "SurveyForm",
    "TermForm",
    "WishForm",
    "WithdrawForm",
]
