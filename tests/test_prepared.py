"""What is made once for all processes of a run (作り置き)."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tools.prepared import filled, once


def test_many_who_ask_at_once_get_what_one_of_them_made(tmp_path):
    made = []

    def make(folder):
        made.append(folder)
        (folder / "file").write_text(str(len(made)))

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: once(tmp_path, "thing", make), range(24)))
    assert len(made) == 1
    assert {one.joinpath("file").read_text() for one in found} == {"1"}


def test_what_could_not_be_made_is_made_by_the_next_who_asks(tmp_path):
    def fail(folder):
        (folder / "half").touch()
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        once(tmp_path, "thing", fail)
    made = once(tmp_path, "thing", lambda folder: folder.joinpath("whole").touch())
    assert [one.name for one in made.iterdir()] == ["whole"]


def test_a_database_in_memory_begins_as_a_copy_and_leaves_the_file_alone(tmp_path):
    file, memory = tmp_path / "file.sqlite3", "file:prepared_test?mode=memory&cache=shared"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE words (word TEXT)")
    with filled(memory, file):
        with closing(sqlite3.connect(memory, uri=True)) as other, other:
            other.execute("INSERT INTO words VALUES ('犬')")
        with closing(sqlite3.connect(memory, uri=True)) as other:
            assert other.execute("SELECT count(*) FROM words").fetchone() == (1,)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM words").fetchone() == (0,)
