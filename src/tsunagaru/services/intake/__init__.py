"""Intake (国のポータルからの取込み): applications filed at the national portal (initiatives 02)."""
