"""Static files (静的ファイル): hashed names once they are collected, plain names before.

A page must not fail because a stylesheet was not collected: the error page least of all.
"""

from typing import Any, ClassVar

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Falls back to the plain name of a file that is not in the manifest."""

    def stored_name(self, name: str) -> str:
        """Return the hashed name, or the plain one when nothing was collected."""
        if self.hash_key(self.clean_name(name)) not in self.hashed_files:
            return name
        return str(super().stored_name(name))


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # whitenoise has no types
    """Serves static files; a process looks for those of its packages once (静的ファイルの配信)."""

    _found: ClassVar[dict[str, Any]] = {}

    def add_files_from_finders(self) -> None:
        """Add what packages bring along, without a manifest."""
        if not self._found:
            before = set(self.files)
            super().add_files_from_finders()
            self._found.update({url: self.files[url] for url in set(self.files) - before})
        self.files.update(self._found)
