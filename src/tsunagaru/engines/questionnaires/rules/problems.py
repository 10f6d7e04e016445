"""Why an answer cannot be taken (回答の誤り)."""


class CannotRead(Exception):
    """The answer cannot be taken (読み取れません).

    Args:
        message: the sentence in Japanese, a key of ``phrases.yaml``; ``{label}`` is the question.
        parts: boxes of a composite question that are meant; empty means all of it.
        values: what stands in place of the other names in braces.
    """

    def __init__(self, message: str, *, parts: tuple[str, ...] = (), **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.parts = parts
        self.values = values
