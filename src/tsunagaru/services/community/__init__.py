"""Community (地域活動): circulars from the town to every household (initiatives 05, 23)."""
