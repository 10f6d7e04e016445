"""What somebody else fills in, as boxes (ほかの人の記入の入力)."""

from typing import Any

from django import forms
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from tsunagaru.services.procedures.forms.items import ItemForm
from tsunagaru.services.procedures.forms.pages import SIMPLE
from tsunagaru.services.procedures.rules.editing import put
from tsunagaru.services.procedures.rules.kinds import ITEM_ORDER, KINDS
from tsunagaru.services.procedures.rules.trees import Tree, ja_of

NOBODY = (("", "決めない"),)
APPLICANT = "applicant"
ASKERS = (
    (APPLICANT, "申請した人（リンクを受け取って、その人に伝える）"),
    ("office", "町の担当課（担当者がリンクを送る。例：主治医意見書）"),
)


class PartForm(ItemForm):
    """Who fills in what for an application, and what they see of it (ほかの人の記入)."""

    condition, condition_label = "when", "記入を求める条件（なければ、いつも求めます）"
    texts = (("name", "何を書いてもらうか", True, False), ("who", "だれに", True, False))

    def start(self) -> dict[str, Any]:
        """Return what the boxes show at first."""
        standard = {"days": 30, "remind_days": 7, "required": False, "readable": False}
        return standard | {"kind": SIMPLE[0], "asked_by": APPLICANT} | super().start()

    def add_boxes(self) -> None:
        """Ask what they see, how long the link is good, and what they are asked."""
        self.add_code("例：employment")
        shown = [(one.code, one.label) for one in self.asked.values()]
        mails = [(one.code, one.label) for one in self.asked.values() if one.kind == "email"]
        self.fields["asked_by"] = forms.ChoiceField(
            label="だれが依頼するか", choices=ASKERS, widget=forms.RadioSelect
        )
        self.fields["shares"] = forms.MultipleChoiceField(
            label="その人に見せる答え",
            choices=shown,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text="選んだもののほかは、見えません。",
        )
        self.fields["recipient_field"] = forms.ChoiceField(
            label="その人の名前が書いてある項目", choices=[*NOBODY, *shown], required=False
        )
        self.fields["email_field"] = forms.ChoiceField(
            label="リンクを送るメールアドレスの項目", choices=[*NOBODY, *mails], required=False
        )
        self.fields["days"] = forms.IntegerField(
            label="リンクが使える日数", min_value=1, max_value=180
        )
        self.fields["remind_days"] = forms.IntegerField(
            label="期限の何日前に催促するか",
            min_value=0,
            max_value=60,
            help_text="0にすると、催促しません。",
        )
        self.fields["required"] = forms.BooleanField(
            label="届くまでは認めない（認めるときは、担当者が理由を書く）", required=False
        )
        self.fields["readable"] = forms.BooleanField(
            label="申請した人も、記入された内容を読める", required=False
        )
        self._add_questions()

    def _add_questions(self) -> None:
        if self.before.get("pages"):
            return
        others = [
            (str(one["code"]), f"「{ja_of(one['name'])}」と同じ質問にする")
            for one in self.tree.get("parts") or ()
            if one.get("pages")
        ]
        new = [] if self.before else [("", "新しい質問を作る")]
        self.fields["like"] = forms.ChoiceField(
            label="質問", choices=[*new, *others], required=bool(self.before)
        )
        if not self.before:
            self.add_words("first", "最初の質問の文", hint="新しい質問を作るときに入力します。")
            kinds = [(one, KINDS[one][0]) for one in SIMPLE]
            self.fields["kind"] = forms.ChoiceField(
                label="最初の質問の種類", choices=kinds, required=False
            )

    def clean(self) -> dict[str, Any]:
        """A part asks something: what another one asks, or a question of its own."""
        cleaned = super().clean()
        if "kind" in self.fields and not cleaned.get("like") and not self.text("first")["ja"]:
            self.add_error("first_ja", "最初の質問の文（日本語）を入力してください。")
        return cleaned

    def write(self, item: Tree, condition: str) -> None:
        """Write the part; a new one with its first page."""
        super().write(item, condition)
        typed = self.cleaned_data
        self.write_plain(item, "asked_by", typed["asked_by"], standard=APPLICANT)
        self.write_plain(item, "shares", typed["shares"], standard=[])
        self.write_plain(item, "days", typed["days"], standard=30)
        self.write_plain(item, "remind_days", typed["remind_days"], standard=7)
        self.write_plain(item, "required", typed["required"], standard=False)
        self.write_plain(item, "readable", typed["readable"], standard=False)
        for key in ("recipient_field", "email_field", "like"):
            if key in typed:
                self.write_plain(item, key, typed[key], standard="")
        if "kind" in typed and not typed["like"]:
            item["pages"] = CommentedSeq([self._page()])

    def _page(self) -> CommentedMap:
        page, field = CommentedMap({"code": "page_1"}), CommentedMap()
        put(page, "title", self.text("name"), ITEM_ORDER)
        kind = str(self.cleaned_data["kind"] or SIMPLE[0])
        put(field, "code", f"{kind}_1")
        put(field, "kind", kind)
        for key in ("label", "text") if kind == "declaration" else ("label",):
            put(field, key, self.text("first"))
        page["fields"] = CommentedSeq([field])
        return page
