"""What keeps a draft from being handed in (未完了): answers to mend, and withheld files."""

from datetime import date

from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.procedures import Form
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.files import api as files
from tsunagaru.ground.ui.phrases import say

WITHHELD = (
    "「{name}」は、ウイルスが見つかったため使えません。取り消して、別のファイルを選んでください。"
)


def problems_in(
    row: Draft, form: Form, day: date, language: str
) -> list[questionnaires.FieldProblem]:
    """Return what is missing or wrong in a draft, with its page (未完了の項目)."""
    found = questionnaires.problems_of(form.questionnaire, row.answers, day, language)
    return [*found, *withheld_in(row, form, language)]


def withheld_in(
    row: Draft, form: Form, language: str, page: str = ""
) -> list[questionnaires.FieldProblem]:
    """Return the files in which a virus was found since they came, on a page or on all (隔離)."""
    attached = questionnaires.files_of(form.questionnaire, row.answers)
    if not attached:
        return []
    withheld = {str(one.id) for one in files.standing_of(row.pk) if one.withheld}
    found = [
        questionnaires.FieldProblem(
            code,
            say(WITHHELD, language, name=item["name"]),
            page=form.questionnaire.by_code[code.partition("-")[0]][0].code,
            kind=questionnaires.ProblemKind.FILE,
        )
        for code, items in attached.items()
        for item in items
        if item["id"] in withheld
    ]
    return [one for one in found if page in ("", one.page)]
