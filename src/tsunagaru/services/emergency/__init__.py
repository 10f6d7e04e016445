"""Emergency (災害時の情報): telegrams judged, drafts of alerts (initiatives 10)."""
