"""Questions that are new because of the answers (増えた質問): told where they stand, not blamed.

Without JavaScript a page comes back with them once; left out a second time, they are mistakes.
"""

from collections.abc import Collection
from dataclasses import replace

from tsunagaru.engines.questionnaires.queries.boxes import AskedField
from tsunagaru.engines.questionnaires.queries.echoing import Block


def tell_added(blocks: list[Block], names: Collection[str]) -> None:
    """Let the first new question of a page carry the news of all (質問が増えた知らせ)."""
    added = tuple(one for block in blocks for one in _asked(block) if one.name in names)
    if added:
        _carry(blocks, added)


def _asked(block: Block) -> list[AskedField]:
    if block.group is not None:
        return block.group.asked
    return [block.field] if block.field is not None else []


def _carry(blocks: list[Block], added: tuple[AskedField, ...]) -> bool:
    first = added[0].name
    for place, block in enumerate(blocks):
        head = block.group.head if block.group is not None else block.field
        if head is not None and head.name == first:
            blocks[place] = replace(block, added=added)
            return True
        if block.group and any(_carry(entry.blocks, added) for entry in block.group.entries):
            return True
    return False
