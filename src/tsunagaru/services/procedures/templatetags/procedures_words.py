"""Formulas in words (式の言葉): ``{% in_words form_of rule %}``."""

from django import template

from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules.kinds import name_of_kind
from tsunagaru.services.procedures.rules.labels import Labels
from tsunagaru.services.procedures.rules.wording import condition_in_words, value_in_words

register = template.Library()
CALCULATED = frozenset({name_of_kind("computed"), "計算", "手数料"})


@register.simple_tag
def in_words(editing: Editing, text: object, what: str = "") -> str:
    """Return a condition, or what a calculation works out, in words.

    Args:
        editing: the form it stands in.
        what: what kind of thing it is, as the test run lists it.
    """
    labels = Labels(editing.form_tree if editing.scope else editing.tree)
    tell = value_in_words if what in CALCULATED else condition_in_words
    return tell(text, labels)
