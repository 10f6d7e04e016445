"""Exports (書き出し): cases as tables in the town's standard layout (initiatives 02, 27)."""
