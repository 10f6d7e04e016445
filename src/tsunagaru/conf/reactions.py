"""The town's nervous system (反応): when this happens, do that. Read it top to bottom."""


def wire() -> None:
    """Connect every reaction. Called once at start-up."""
