"""The bytes of a saved page → its text, in the encoding that it says it has."""

import codecs
import re

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARED = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w:.-]+)""", re.I
)
_LOOKED_AT = 4096

# What browsers take these names for (Encoding Standard, section 4.2): pages say the one and hold the other.
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "utf-16": "utf-8",
    "utf-16-le": "utf-8", "utf-16-be": "utf-8",
}  # fmt: skip


def decoded(data: bytes) -> tuple[str, str]:
    """The text of `data`, and what is doubtful about how it was read, if anything is."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _read(data[len(mark) :], encoding)
    if declared := _DECLARED.search(data[:_LOOKED_AT]):
        name = (declared[1] or declared[2]).decode("ascii")
        try:
            known = codecs.lookup(name).name
        except LookupError:
            return _guessed(data, f"The page says that it is in {name}, which is not known.")
        return _read(data, _MEANT.get(known, known))
    return _guessed(data, "The page does not say its encoding.")


def _guessed(data: bytes, why: str) -> tuple[str, str]:
    """UTF-8 is hardly ever met by chance, so that it needs no name."""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), f"{why} It was read as windows-1252."


def _read(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), ""
    except UnicodeDecodeError as error:
        what = f"The byte 0x{data[error.start]:02X} is not {encoding}; U+FFFD stands for it."
        return data.decode(encoding, "replace"), what
