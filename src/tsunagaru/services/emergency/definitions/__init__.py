"""Readers of the town folder's ``emergency/`` (町フォルダの読み取り)."""

from tsunagaru.services.emergency.definitions.headquarters import HeadquartersFile
from tsunagaru.services.emergency.definitions.issuing import IssuingFile, LevelShape
from tsunagaru.services.emergency.definitions.judging import TextsFile, TextShape, TriggersFile
from tsunagaru.services.emergency.definitions.loudspeaker import LoudspeakerFile
from tsunagaru.services.emergency.definitions.safety import SafetyFile

__all__ = [
    "HeadquartersFile",
    "IssuingFile",
    "LevelShape",
    "LoudspeakerFile",
    "SafetyFile",
    "TextShape",
    "TextsFile",
    "TriggersFile",
]
