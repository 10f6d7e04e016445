"""Drills (訓練): the town is hurt on purpose, in processes of its own, on both databases."""
