"""A file of the site → the same in each content coding (RFC 9110, section 8.4.1), for servers that hold such ready."""

import gzip

SUFFIXES = (".br", ".gz")
"""What the names of coded files end with: brotli (RFC 7932) and gzip, as nginx, Caddy and Apache look for them."""

_PAY = (".html", ".css", ".js", ".json", ".xml", ".txt", ".svg", ".webmanifest")
"""Files whose coding pays; pictures and sound are compressed already."""

_QUALITY = 5
"""Of brotli. 10 makes a page an eighth smaller and takes fifteen times as long."""


def suffixes_of(path: str, *, compress: bool) -> tuple[str, ...]:
    """The suffixes under which the file `path` is published: the empty one, and those of its codings."""
    return ("", *SUFFIXES) if compress and path.endswith(_PAY) else ("",)


def coded(data: bytes, suffix: str) -> bytes:
    """`data` in the coding that `suffix` stands for; the same bytes at any hour."""
    match suffix:
        case ".br":
            import brotli  # lazy: an extra

            return bytes(brotli.compress(data, quality=_QUALITY))
        case ".gz":
            return gzip.compress(data, compresslevel=9, mtime=0)
        case _:
            return data
