"""Tests of reading and writing the town folder."""
