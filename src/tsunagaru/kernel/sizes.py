"""Sizes of files (ファイルの大きさ): how they are written."""

KILOBYTE = 1024
MEGABYTE = KILOBYTE * KILOBYTE


def format_size(size: int) -> str:
    """Return a size in bytes as people read it (大きさの表示), such as ``1.2MB``; at least 1KB."""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:,.1f}MB".replace(".0MB", "MB")
    return f"{max(1, size // KILOBYTE):,}KB"
