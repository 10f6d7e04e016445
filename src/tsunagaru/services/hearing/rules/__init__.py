"""Rules of public hearing (広聴の規則). No Django, no clock."""
