"""The outside world of files (外部): the disk, the upload, and parsers of foreign formats."""
