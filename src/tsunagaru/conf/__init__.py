"""The composition root (構成): settings, addresses, reactions, commands. Knows all."""
