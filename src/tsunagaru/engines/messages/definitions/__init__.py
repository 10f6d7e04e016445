"""The files of messages: ``texts/messages.yaml`` and ``messages/topics.yaml``."""

from tsunagaru.engines.messages.definitions.notices import TemplateDefinition, TemplatesFile, Words
from tsunagaru.engines.messages.definitions.topics import TopicDefinition, TopicsFile

__all__ = ["TemplateDefinition", "TemplatesFile", "TopicDefinition", "TopicsFile", "Words"]
