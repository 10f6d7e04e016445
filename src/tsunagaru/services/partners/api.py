"""The door to partners (連携先の窓口). Nobody in the house needs anything from them."""

__all__: list[str] = []
