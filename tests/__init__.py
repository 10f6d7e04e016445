"""Tests about the house as a whole (全体のテスト)."""
