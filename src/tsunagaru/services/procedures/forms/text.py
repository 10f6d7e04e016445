"""A form as YAML text or as a file (YAMLの入力)."""

from django import forms

from tsunagaru.kernel.folder.reader import MAX_BYTES


class TextForm(forms.Form):
    """The whole form as text; an uploaded file goes before what stands in the box."""

    text = forms.CharField(label="YAML", required=False, strip=False, widget=forms.Textarea)
    upload = forms.FileField(
        label="ファイルから取り込む",
        required=False,
        help_text="YAMLのファイル（.yaml）を選ぶと、上の欄ではなく、そのファイルの内容にします。",
    )

    def clean_upload(self) -> str:
        """Return the file's text; an unreadable sign is told by the reader with its line."""
        sent = self.cleaned_data["upload"]
        if not sent:
            return ""
        if sent.size > MAX_BYTES:
            raise forms.ValidationError("ファイルが大きすぎます（2MBまで）。")
        try:
            return str(sent.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError("文字コードをUTF-8にしてください。") from None

    def typed(self) -> tuple[str, str]:
        """Return the text with the house's line ends, and how it came."""
        uploaded = str(self.cleaned_data["upload"])
        given = uploaded or str(self.cleaned_data["text"])
        plain = given.replace("\r\n", "\n").replace("\r", "\n")
        return plain, "upload" if uploaded else "text"
