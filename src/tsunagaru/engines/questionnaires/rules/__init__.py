"""How raw input becomes typed values (入力の読み取り), one module for each group of kinds.

Every kind has three functions: ``read_*`` takes what was typed and returns a JSON value, ``None``
for nothing, or raises ``CannotRead``; ``write_*`` gives the value back as it would be typed;
``show_*`` writes it for people to read.
"""
