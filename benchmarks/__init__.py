"""Each bar of the design as a runnable benchmark (性能測定). Run: ``make bench``."""
