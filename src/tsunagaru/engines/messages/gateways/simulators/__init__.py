"""Providers over loopback (送信事業者の模擬): they speak the real protocols, and fail on demand.

Never part of a town's real operation.
"""
