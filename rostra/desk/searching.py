"""The files of the index of words as they would be, made when a browser asks for them."""

import uuid
from collections.abc import Mapping

from rostra import concordance
from rostra.finding.shards import directory, files_of
from rostra.memo import Entry, Memo, program_key
from rostra.segments import Segments, digest_of
from rostra.work import Workers

DIRECTORY = "directory.js"


class Index:
    """The index of the words of the speeches in `shown`, brought up to date from what `memo` remembers."""

    def __init__(self, shown: Mapping[str, Entry], memo: Memo) -> None:
        """Bring the index up to date, in this process alone: it may have threads. Raises Corrupt."""
        records = {path: (entry.record, entry.passages) for path, entry in shown.items() if entry.record}
        program = digest_of(program_key().encode())
        with Workers(alone=True) as workers:
            self._made = concordance.brought_up_to_date(memo.folder, program, uuid.uuid4().hex, records, workers)
        memo.drop_records()
        self._speeches = len(records)
        self._segments = Segments(memo.folder)
        self._shards = {path: shard for shard in self._made.shards for path in shard.paths}

    def file(self, path: str) -> bytes | None:
        """The file at `path` below `search/`, if there is one. Raises Corrupt."""
        if path == DIRECTORY:
            return directory((shard.first for shard in self._made.shards), self._speeches, self._made.passages)
        if path not in self._shards:
            return None
        return files_of(concordance.lists_at(self._shards[path].place, self._segments), self._made.scale)[path]
