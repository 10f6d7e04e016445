"""The outside world of documents (外部): font files and the typesetter."""
