"""Rules of community (地域活動の規則): pure, without tables and clock."""
