"""A provider over loopback (決済事業者の模擬): speaks both protocols, misbehaves on demand.

Never part of a town's real operation: ``tsunagaru up`` starts it for the demo only.
"""
