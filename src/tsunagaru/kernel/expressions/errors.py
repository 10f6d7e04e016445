"""What is said about an expression that cannot be used (条件式の誤り)."""


class CannotUnderstand(ValueError):
    """The expression has a mistake; the message tells the form's author in Japanese.

    Args:
        message: one or two sentences.
        column: where the mistake stands, 1 for the first sign.
    """

    def __init__(self, message: str, column: int) -> None:
        super().__init__(f"{column}文字目：{message}")
        self.message = message
        self.column = column
