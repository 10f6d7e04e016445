"""Judging an answer that could be read (回答の判定): missing, or against a rule."""

from tsunagaru.engines.questionnaires.definitions import Question
from tsunagaru.engines.questionnaires.definitions.conditions import fields_in, tree_of
from tsunagaru.engines.questionnaires.queries.messages import FieldProblem, Kind, missing
from tsunagaru.engines.questionnaires.queries.standing import Scope
from tsunagaru.kernel.expressions import holds


def judge(question: Question, scope: Scope, language: str) -> list[FieldProblem]:
    """Return what is wrong with an answer that could be read: missing, or against a rule."""
    if question.code not in scope.answers:
        return [missing(question, language)] if scope.needs(question) else []
    for rule in question.checks:
        answered = fields_in(rule.rule) <= scope.values.keys()
        if answered and not holds(tree_of(rule.rule), scope.values, today=scope.today):
            sentence = rule.message.in_language(language)
            return [FieldProblem(question.code, sentence, kind=Kind.RULE)]
    return []
