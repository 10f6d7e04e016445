"""Pages of applications: filling in, receipt, status, and the counter."""
