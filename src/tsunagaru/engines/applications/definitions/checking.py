"""Checks a procedure as a whole (手続定義の検査), each mistake at its line."""

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from tsunagaru.engines.applications.definitions.parts import PartShape
from tsunagaru.engines.applications.definitions.shapes import GRANTED, ProcedureDefinition
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.kernel.folder import Document

Path = tuple[str | int, ...]
Mistake = tuple[Path, str, str]
CHECK_PAGE = "check"
VERDICT = "verdict{number}"
CHECK_TITLE = {
    "ja": "対象になるかどうかの確認",
    "easy": "この 手続きが できるか 見ます",
    "en": "Can you apply?",
}
SAID = frozenset({"notice", "computed"})
FORBIDDEN = re.compile(
    r"(個人番号|マイ\s*ナンバー)(?!\s*カード)|(individual|my)\s*number(?!\s*card)", re.IGNORECASE
)
RESERVED = frozenset({"confirm", "cosigning", "decline", "submit", "paused", "claim", "sign"})
KINDS = {"name_field": "person", "email_field": "email"}


def check_form(definition: ProcedureDefinition) -> dict[str, Any] | None:
    """Return the eligibility check as a form of one page; each verdict is a hidden computation."""
    if definition.eligibility is None:
        return None
    verdicts = [
        {
            "kind": "computed",
            "code": VERDICT.format(number=number),
            "label": verdict.text.ja,
            "compute": f"if({verdict.when}, true, false)",
            "shown": False,
        }
        for number, verdict in enumerate(definition.eligibility.verdicts)
    ]
    fields = [*definition.eligibility.fields, *verdicts]
    return {"pages": [{"code": CHECK_PAGE, "title": CHECK_TITLE, "fields": fields}]}


def check_procedure(
    document: Document, definition: ProcedureDefinition, life_events: Mapping[str, object]
) -> None:
    """Note in the document everything that does not fit together."""
    for path, ja, en in _mistakes(document.file, definition, life_events):
        document.refuse(path, ja, en)


def _mistakes(
    file: str, definition: ProcedureDefinition, life_events: Mapping[str, object]
) -> Iterator[Mistake]:
    if PurePosixPath(file).stem != definition.code:
        ja = f"ファイル名と code が違います。ファイル名を {definition.code}.yaml にしてください。"
        yield ("code",), ja, "The file must be named after the code."
    for place, code in enumerate(definition.life_events):
        if code not in life_events:
            ja = f"ライフイベント「{code}」は life_events.yaml にありません。"
            yield ("life_events", place), ja, f"There is no life event “{code}”."
    yield from _mistakes_in_codes(definition)
    yield from _mistakes_in_appeal(definition)
    yield from _forbidden_questions(definition)
    form = yield from _read({"pages": list(definition.pages)})
    if form is not None:
        yield from _references(definition, form)
        yield from _mistakes_in_fee(definition, form)
        yield from _mistakes_in_payment(definition, form)
        yield from _mistakes_in_parts(definition, form)
        yield from _mistakes_in_cosigners(definition, form)
    yield from _mistakes_in_check(definition)


def _mistakes_in_fee(
    definition: ProcedureDefinition, form: questionnaires.Questionnaire
) -> Iterator[Mistake]:
    """Yield what is wrong with the formulas of the fee (手数料の式の誤り)."""
    fee, english = definition.fee, "The formula of the fee is wrong."
    if fee.rule and (ja := questionnaires.mistake_in_amount(form, fee.rule)):
        yield ("fee", "rule"), ja, english
    for place, one in enumerate(fee.reductions):
        if ja := questionnaires.mistake_in_condition(form, one.when):
            yield ("fee", "reductions", place, "when"), ja, english
        if ja := questionnaires.mistake_in_amount(form, one.off):
            yield ("fee", "reductions", place, "off"), ja, english


def _mistakes_in_payment(
    definition: ProcedureDefinition, form: questionnaires.Questionnaire
) -> Iterator[Mistake]:
    """Yield what is wrong with the conditions of payment and visit (支払い・来庁の条件の誤り)."""
    visit = definition.visit
    if visit and (ja := questionnaires.mistake_in_condition(form, visit.when)):
        yield ("visit", "when"), ja, "The condition is wrong."
    payment = definition.payment
    if payment and (ja := questionnaires.mistake_in_condition(form, payment.required)):
        yield ("payment", "required"), ja, "The condition is wrong."


def _mistakes_in_parts(
    definition: ProcedureDefinition, form: questionnaires.Questionnaire
) -> Iterator[Mistake]:
    """Yield what is wrong with the parts of others (第三者の記入の誤り)."""
    codes = [part.code for part in definition.parts]
    for number, part in enumerate(definition.parts):
        place: Path = ("parts", number)
        if codes.count(part.code) > 1:
            yield (*place, "code"), f"「{part.code}」が2回以上あります。", "Two parts share a code."
        if part.when and (ja := questionnaires.mistake_in_condition(form, part.when)):
            yield (*place, "when"), ja, "The condition is wrong."
        yield from _unknown_in_part(definition, part, form, place)
        if part.pages:
            yield from _mistakes_in_pages(part.pages, place)


def _unknown_in_part(
    definition: ProcedureDefinition,
    part: PartShape,
    form: questionnaires.Questionnaire,
    place: Path,
) -> Iterator[Mistake]:
    """Yield whatever a part names that is not there (第三者の記入が指す項目の誤り)."""
    kinds = {question.code: question.kind for question in form.questions}
    named = [("shares", one) for one in part.shares]
    named += [("recipient_field", part.recipient_field)] if part.recipient_field else []
    for key, code in named:
        if code not in form.by_code:
            ja = f"{key} の「{code}」という項目は、この様式にありません。"
            yield (*place, key), ja, f"There is no field “{code}”."
    if part.email_field and kinds.get(part.email_field) != "email":
        ja = f"email_field の「{part.email_field}」は、この様式の email の項目ではありません。"
        yield (*place, "email_field"), ja, f"“{part.email_field}” is no such field of this form."
    other = definition.part(part.like) if part.like else None
    if part.like and (other is None or not other.pages):
        ja = f"like の「{part.like}」は、pages を書いた部分ではありません。"
        yield (*place, "like"), ja, f"“{part.like}” is no part with pages."


def _mistakes_in_cosigners(
    definition: ProcedureDefinition, form: questionnaires.Questionnaire
) -> Iterator[Mistake]:
    """Yield what is wrong with those who sign as well (連署する人の誤り)."""
    codes = [one.code for one in definition.cosigners]
    for number, one in enumerate(definition.cosigners):
        place: Path = ("cosigners", number)
        if codes.count(one.code) > 1:
            yield (*place, "code"), f"「{one.code}」が2回以上あります。", "Two share a code."
        if one.when and (ja := questionnaires.mistake_in_condition(form, one.when)):
            yield (*place, "when"), ja, "The condition is wrong."
        persons = {q.code for q in form.questions if q.kind == "person"}
        if one.person_field and one.person_field not in persons:
            ja = f"「{one.person_field}」は、氏名（person）の項目ではありません。"
            yield (*place, "person_field"), ja, f"“{one.person_field}” asks for no person."


def _mistakes_in_pages(pages: Sequence[dict[str, Any]], place: Path) -> Iterator[Mistake]:
    for path, ja, en in _read({"pages": list(pages)}):
        yield (*place, *path), ja, en
    for order, page in enumerate(pages):
        if page.get("code") in RESERVED:
            ja = f"「{page['code']}」は、ページのコードにはできません。"
            yield (*place, "pages", order, "code"), ja, "This code is taken by an address."


def _mistakes_in_codes(definition: ProcedureDefinition) -> Iterator[Mistake]:
    for place, page in enumerate(definition.pages):
        if page.get("code") in RESERVED:
            ja = f"「{page['code']}」はアドレスに使われているため、ページのコードにはできません。"
            yield ("pages", place, "code"), ja, "This code is taken by an address."


def _mistakes_in_appeal(definition: ProcedureDefinition) -> Iterator[Mistake]:
    """Yield a refusal that would go out without a word on how to object (教示の漏れ)."""
    refusals = [n for n, one in enumerate(definition.outcomes) if one.code != GRANTED]
    if refusals and not definition.appeal and not definition.no_appeal:
        ja = (
            "認めない決定には教示が要ります。appeal に教示の文を書いてください。"
            "処分でないなどの理由で教示をしないときは、no_appeal にその理由を書いてください。"
        )
        en = "A refusal needs an appeal notice: write appeal, or in no_appeal why there is none."
        yield ("outcomes", refusals[0]), ja, en
    if definition.appeal and definition.no_appeal:
        ja = "appeal（教示の文）と no_appeal（教示をしない理由）は、どちらか一方にしてください。"
        yield ("no_appeal",), ja, "Write either appeal or no_appeal, not both."


def _forbidden_questions(definition: ProcedureDefinition) -> Iterator[Mistake]:
    """Yield every question that asks for the individual number (番号法 第15条・第20条)."""
    asked: list[tuple[Path, Sequence[dict[str, Any]]]] = [(("pages",), definition.pages)]
    asked += [(("parts", n, "pages"), part.pages) for n, part in enumerate(definition.parts)]
    if definition.eligibility:
        asked_before = {"fields": list(definition.eligibility.fields)}
        for place, field in _fields_in(asked_before):
            yield from _forbidden(("eligibility", *place), field)
    for path, pages in asked:
        for number, page in enumerate(pages):
            for place, field in _fields_in(page):
                yield from _forbidden((*path, number, *place), field)


def _forbidden(path: Path, field: Mapping[str, Any]) -> Iterator[Mistake]:
    if field.get("kind") not in SAID and FORBIDDEN.search(str(field.get("label"))):
        ja = "個人番号（マイナンバー）をたずねる項目は作れません。"
        yield (*path, "label"), ja, "No question may ask for the individual number."


def _fields_in(page: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    fields = page.get("fields")
    for place, field in enumerate(fields if isinstance(fields, list | tuple) else ()):
        if isinstance(field, Mapping):
            yield ("fields", place), field
            for path, member in _fields_in(field):
                yield ("fields", place, *path), member


def _mistakes_in_check(definition: ProcedureDefinition) -> Iterator[Mistake]:
    """Yield what is wrong with the questions of the check, and then with its verdicts."""
    if definition.eligibility is None:
        return
    questions = {"code": CHECK_PAGE, "title": CHECK_TITLE}
    try:
        form = questionnaires.read_questionnaire(
            {"pages": [{**questions, "fields": list(definition.eligibility.fields)}]}
        )
    except questionnaires.CannotReadQuestionnaire as error:
        for problem in error.problems:
            yield ("eligibility", *problem.path[2:]), problem.ja, problem.en
        return
    whole = True
    for number, verdict in enumerate(definition.eligibility.verdicts):
        if ja := questionnaires.mistake_in_condition(form, verdict.when):
            whole = False
            yield ("eligibility", "verdicts", number, "when"), ja, "The condition is wrong."
    if whole:
        for path, ja, en in _read(check_form(definition) or {}):
            yield ("eligibility", *path[2:]), ja, en


def _read(
    data: Mapping[str, Any],
) -> Generator[Mistake, None, questionnaires.Questionnaire | None]:
    try:
        return questionnaires.read_questionnaire(data)
    except questionnaires.CannotReadQuestionnaire as error:
        for problem in error.problems:
            yield problem.path, problem.ja, problem.en
    return None


def _references(
    definition: ProcedureDefinition, form: questionnaires.Questionnaire
) -> Iterator[Mistake]:
    kinds = {question.code: question.kind for question in form.questions}
    for key in ("name_field", "email_field", "summary_field"):
        code = getattr(definition, key)
        if code is not None and kinds.get(code) != KINDS.get(key, kinds.get(code, "")):
            ja = f"{key} の「{code}」は、この様式の{KINDS.get(key, '')}の項目ではありません。"
            yield (key,), ja, f"“{code}” is no such field of this form."
    yield from _lines(definition, form)


def _lines(
    definition: ProcedureDefinition, form: questionnaires.Questionnaire
) -> Iterator[Mistake]:
    """Yield each line of a notice that repeats an answer nobody is asked for (記載事項の誤り)."""
    known = set(form.codes_to_show)
    for number, outcome in enumerate(definition.outcomes):
        for place, line in enumerate(outcome.notice.lines):
            if line.field not in known:
                path = ("outcomes", number, "notice", "lines", place, "field")
                ja = f"通知書に載せる「{line.field}」は、この様式の項目ではありません。"
                yield path, ja, f"“{line.field}” is no field of this form."
