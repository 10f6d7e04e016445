"""Rules of security (規則): pure."""
