"""Counter (窓口): numbers, calls, the display on the wall, waiting times (initiatives 01, 04)."""
