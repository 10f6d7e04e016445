"""Cases (案件): queue, due dates, correction, decision, timeline (initiatives 02, 11, 13, 15)."""
