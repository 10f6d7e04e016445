"""The connection to PostgreSQL (データベース接続), kept over many requests."""

import select

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    """Django's own, with compilers that know plain statements again."""

    compiler_module = "tsunagaru.conf.postgresql.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but a kept connection is looked at before it is asked.

    Django sends a statement at the beginning of every request to learn whether the server is still
    there. A server that went away has hung up, and then the socket has something to read: only
    then is the question sent.
    """

    ops_class = DatabaseOperations

    def is_usable(self) -> bool:
        """Tell whether the connection still stands (接続の確認)."""
        if self.connection is None or self.connection.closed or self.errors_occurred:
            return super().is_usable()
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN | select.POLLPRI)
        return super().is_usable() if poll.poll(0) else True
