"""Public hearing (広聴): opinions, questions and ideas to the town (initiatives 05, 08)."""
