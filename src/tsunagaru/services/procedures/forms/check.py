"""The eligibility check as a whole (対象の確認の入力): begun with a question, and what fits."""

from collections.abc import Mapping
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from tsunagaru.services.procedures.forms.words import WordsForm, words_initial
from tsunagaru.services.procedures.rules.editing import put, put_head
from tsunagaru.services.procedures.rules.trees import Tree

FITS = {
    "ja": "この手続きで申請できます。",
    "easy": "この 手続きが できます。",
    "en": "You can use this procedure.",
}
YES_NO = (("yes", "はい", "はい", "Yes"), ("no", "いいえ", "いいえ", "No"))


class FitsForm(WordsForm):
    """What is said to those who may apply; at first also the first question (対象の確認)."""

    def __init__(self, *args: Any, tree: Mapping[str, Any], **kwargs: Any) -> None:  # noqa: ANN401 - Form's
        self.new = not tree.get("eligibility")
        standing = FITS if self.new else tree["eligibility"]["fits"]
        super().__init__(*args, **{"initial": words_initial("fits", standing), **kwargs})
        if self.new:
            hint = "「はい」か「いいえ」で答える質問になります。あとで変えられます。"
            self.add_words("label", "最初の質問の文", required=True, hint=hint)
        self.add_words("fits", "申請できるときの文", required=True, long=True)

    def write(self, tree: Tree) -> None:
        """Write the check."""
        if not tree.get("eligibility"):
            check = CommentedMap()
            check["fields"] = CommentedSeq([self._question()])
            put_head(tree, "eligibility", check)
        put(tree["eligibility"], "fits", self.text("fits"))

    def _question(self) -> CommentedMap:
        field = CommentedMap()
        put(field, "code", "choice_1")
        put(field, "kind", "choice")
        put(field, "label", self.text("label"))
        choices = [
            {"code": code, "label": {"ja": ja, "easy": easy, "en": en}}
            for code, ja, easy, en in YES_NO
        ]
        put(field, "choices", choices)
        return field
