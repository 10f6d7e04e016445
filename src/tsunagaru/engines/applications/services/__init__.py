"""Writes of applications (申請の処理): one function, one transaction, at least one event."""
