"""Shared page parts (画面部品): base page, components, three languages, charts, maps. No tables."""
