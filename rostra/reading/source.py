"""The bytes of a file → Source: its fields with their lines, and its body with the line it starts on."""

import re
import unicodedata

import frontmatter
import msgspec
from frontmatter.default_handlers import BaseHandler

from rostra import values
from rostra.problem import Problem, Severity

MOST_BYTES = 10 * 1024 * 1024
"""The longest speech of 70,000 known ones has 219 KB; a file beyond this is no speech."""

FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)

_TEMPLATE = "Start the file with a line ---, fields such as title: and date:, and another line ---."
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Source(msgspec.Struct, frozen=True):
    """A file's text, taken apart: `fields` from its front matter, `body` as written, and where the body starts."""

    path: str
    fields: values.Mapping
    body: str
    body_line: int


class _Fields(BaseHandler):
    """Front matter as Values with lines; python-frontmatter does the cutting."""

    FM_BOUNDARY = FENCE
    START_DELIMITER = END_DELIMITER = "---"

    def load(self, fm: str) -> dict[str, object]:
        # What stands between the fences starts with the line break after the first one.
        return {"fields": values.parse(fm.removeprefix("\n"), first_line=2)}


_HANDLER = _Fields()


def read(path: str, data: bytes) -> tuple[Source | None, tuple[Problem, ...]]:
    """Take the bytes of the file at `path` apart.

    Gives no Source where nothing can be made of it; the problems say why.
    """
    if len(data) > MOST_BYTES:
        return None, (too_large(path, len(data)),)
    text, problems = decoded(path, data)
    if text is None:
        return None, problems
    fences = [fence for _, fence in zip(range(2), FENCE.finditer(text), strict=False)]
    if not fences or fences[0].start() != 0:
        return None, (*problems, _no_front_matter(path, text))
    if len(fences) < 2:
        closing = Problem(
            path=path, line=1, message="The front matter is opened by --- and never closed.",
            hint="Write a second line --- after its last field.",
        )  # fmt: skip
        return None, (*problems, closing)
    try:
        metadata, body = frontmatter.parse(text, handler=_HANDLER)
    except values.Malformed as wrong:
        malformed = Problem(path=path, line=wrong.line, field=wrong.field, message=wrong.message, hint=wrong.hint)
        return None, (*problems, malformed)
    rest = text[fences[1].end() :]
    lead = rest[: len(rest) - len(rest.lstrip())]
    body_line = text.count("\n", 0, fences[1].end()) + 1 + lead.count("\n")
    fields = metadata["fields"]
    assert isinstance(fields, values.Mapping)
    return Source(path, fields, body, body_line), problems


def too_large(path: str, size: int) -> Problem:
    """The problem of a file that is no speech by its size, in bytes."""
    return Problem(
        path=path,
        message=f"The file is {size / 1024 / 1024:.0f} MB.",
        hint=f"A speech may be at most {MOST_BYTES // 1024 // 1024} MB; move recordings and attachments elsewhere.",
    )


def decoded(path: str, data: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of the file at `path`, with Unix line ends and without a byte-order mark; None where it has none that a
    page can hold. The problems say why."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"-\0-\0", b"\0-\0-")):
        return None, (Problem(path=path, line=1, message="The file is in UTF-16.", hint="Save it as UTF-8."),)
    problems: tuple[Problem, ...] = ()
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        mark = Problem(
            path=path, line=1, severity=Severity.WARNING,
            message="The file starts with a byte-order mark.", hint="Save it as UTF-8 without BOM.",
        )  # fmt: skip
        problems = (mark,)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"The byte 0x{data[error.start]:02X} is not UTF-8."
        return None, (Problem(path=path, line=line, message=message, hint="Save the file as UTF-8."),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        message = f"The line holds the control character U+{ord(control[0]):04X}."
        return None, (*problems, Problem(path=path, line=line, message=message, hint="Delete it."))
    return text, problems


def _no_front_matter(path: str, text: str) -> Problem:
    first = text.lstrip().split("\n", 1)[0]
    if FENCE.match(text.lstrip()):
        message, hint = "Blank lines stand before the front matter.", "Start the file with the line ---."
    elif unicodedata.category(first[:1] or " ") == "Pd" or first.startswith("--"):
        message, hint = f"The first line {first[:10]} is not ---.", "Write exactly three hyphens."
    else:
        message, hint = "There is no front matter.", _TEMPLATE
    return Problem(path=path, line=1, message=message, hint=hint)
