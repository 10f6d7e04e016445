"""The files of messages: ``texts/messages.yaml`` and ``messages/topics.yaml``."""

from tsunagaru.engines.messages.definitions.notices import (
    QuietDefinition,
    TemplateDefinition,
    TemplatesFile,
    Words,
)
from tsunagaru.engines.messages.definitions.topics import TopicDefinition, TopicsFile

__all__ = [
    "QuietDefinition",
    "TemplateDefinition",
    "TemplatesFile",
    "TopicDefinition",
    "TopicsFile",
    "Words",
]
