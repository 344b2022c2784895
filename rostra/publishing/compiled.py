"""Remembers what came of compiling templates and catalogues of words, under the hash of their sources.

To compile them takes half a second, of the one that a rebuild takes in which five pages are rendered.
"""

import contextlib
import hashlib
from pathlib import Path

import jinja2
import msgspec
from jinja2.bccache import Bucket

from rostra.memo import program_key
from rostra.segments import digest_of, keep, recalled

CATALOGUES = "catalogues"


class Templates(jinja2.BytecodeCache):
    """The compiled templates in the folder `cache`; Jinja compares the hash of each source."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._key = digest_of(program_key().encode())

    def load_bytecode(self, bucket: Bucket) -> None:
        found = recalled(self._file(bucket), self._key, _BYTES)
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):  # two workers that keep the same at once: one of them is enough
            keep(self._file(bucket), self._key, _ENCODER.encode(bucket.bytecode_to_string()))

    def _file(self, bucket: Bucket) -> Path:
        return self._cache / f"template-{bucket.key}"


def catalogues(cache: Path, sources: dict[str, bytes]) -> dict[str, bytes] | None:
    """What `keep_catalogues` kept in `cache` of these sources: by language tag, catalogues as gettext loads them."""
    return recalled(cache / CATALOGUES, _key_of(sources), _CATALOGUES)


def keep_catalogues(cache: Path, sources: dict[str, bytes], compiled: dict[str, bytes]) -> None:
    """Keep in `cache` what came of the catalogues in `sources`."""
    with contextlib.suppress(OSError):
        keep(cache / CATALOGUES, _key_of(sources), _ENCODER.encode(compiled))


def _key_of(sources: dict[str, bytes]) -> bytes:
    of = hashlib.blake2b(program_key().encode(), digest_size=16)
    of.update(_ENCODER.encode(sources))
    return of.digest()


_ENCODER = msgspec.msgpack.Encoder()
_BYTES = msgspec.msgpack.Decoder(bytes)
_CATALOGUES = msgspec.msgpack.Decoder(dict[str, bytes])
