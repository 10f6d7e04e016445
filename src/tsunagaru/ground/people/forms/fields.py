"""The box for a password (パスワードの入力欄)."""

from django import forms


class Secret(forms.CharField):
    """A password box; what is typed is taken as it is (パスワード)."""

    widget = forms.PasswordInput

    def __init__(self, *, label: str, new: bool = False, help_text: str = "") -> None:
        super().__init__(label=label, help_text=help_text, max_length=200, strip=False)
        self.widget.attrs["autocomplete"] = "new-password" if new else "current-password"
        self.error_messages["required"] = "入力してください。"
