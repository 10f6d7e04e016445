"""Portal (玄関): the resident's home and my page, the staff desk (initiatives 02, 06)."""
