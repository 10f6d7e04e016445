"""Rules of payments (支払いの規則): pure, without Django and without the clock."""
