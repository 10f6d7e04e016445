"""Reader of ``messages/line_menu.yaml`` in the town folder (LINEのメニュー)."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.kernel.folder import Definition, wrong

Label = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Bar = Annotated[str, StringConstraints(min_length=1, max_length=14)]
Path = Annotated[str, StringConstraints(pattern=r"^/([!-.0-~][!-~]*)?$", max_length=500)]


class Names(Definition):
    """What stands on a button (ボタンの言葉): large in the menu's language, small in English.

    In the English menu Japanese is the small one.
    """

    ja: Label
    easy: Label | None = None
    en: Label


class BarNames(Definition):
    """What stands on the bar (帯の言葉), in each language that has a menu of its own."""

    ja: Bar
    easy: Bar | None = None
    en: Bar | None = None


class ButtonDefinition(Definition):
    """One button: it opens a page, says a word to the town, or begins something (ボタン).

    Args:
        page: path of a page of the town's.
        says: what the person seems to write when they press it.
        press: ``link`` begins to join this LINE to the person's own registration.
    """

    name: Names
    page: Path | None = None
    says: Annotated[str, StringConstraints(min_length=1, max_length=300)] | None = None
    press: Literal["link"] | None = None

    @model_validator(mode="after")
    def _does_one_thing(self) -> Self:
        if sum(one is not None for one in (self.page, self.says, self.press)) != 1:
            raise wrong(
                "ボタンには page・says・press のどれか1つを書いてください。",
                "A button needs exactly one of page, says and press.",
            )
        return self


Row = Annotated[tuple[ButtonDefinition, ...], Field(min_length=1, max_length=4)]


class MenuFile(Definition):
    """The menu below the talk with the town in LINE (LINEのメニュー).

    Args:
        bar: what stands on the bar that opens it; one text for a menu in Japanese alone.

    Source:
        LINE Messaging API, rich menu object: 14 letters on the bar, 20 in a label.
    """

    bar: Bar | BarNames
    rows: Annotated[tuple[Row, ...], Field(min_length=1, max_length=2)]

    @model_validator(mode="after")
    def _is_whole_in_each_language(self) -> Self:
        """A language with a bar has every button; else half of its menu would be missing."""
        names = [button.name for row in self.rows for button in row]
        easy = isinstance(self.bar, BarNames) and self.bar.easy is not None
        if easy != all(one.easy is not None for one in names):
            raise wrong(
                "やさしい日本語（easy）は、帯とすべてのボタンに書くか、どこにも書かないでください。",
                "Plain Japanese (easy) must be on the bar and on every button, or nowhere.",
            )
        return self

    def content(self) -> dict[str, Any]:
        """Return it as it is stored, without what is not said."""
        return self.model_dump(mode="json", exclude_none=True)
