"""Reading: the bytes of a file → its Speech and its Body, or the problems that stand in the way.

source.py       bytes → Source: fields with their lines, and the body
fields.py       the schema: every field once
speech.py       a Source → Speech
dates.py        EDTF → Date, with bounds and a sort key
calendars.py    a day in other calendars
reckoning.py    a Date in other calendars, and what is written in them
doubts.py       what is doubtful about a date
body.py         Body: a speech's text as safe HTML
markup.py       a Source → Body
plain.py        paragraphs without notation, past Markdown
anchors.py      the anchors of passages, and whose heirs they are
passages.py     passages, turns, stage directions in Markdown's tree
sanitising.py   which HTML is allowed
references.py   what a text refers to in the archive
folder.py       content/ → the files to read
"""

import msgspec

from rostra.problem import Problem
from rostra.reading import doubts, references, source, speech
from rostra.reading.anchors import Passages, anchors_of, heirs, marked
from rostra.reading.body import Body
from rostra.reading.speech import Speech


class Reading(msgspec.Struct, frozen=True):
    """What came of reading one file; without a speech there is at least one error. `is_held`: there is a text."""

    path: str
    speech: Speech | None
    body: Body | None
    problems: tuple[Problem, ...] = ()
    is_held: bool = True
    passages: Passages = ()


def read(path: str, shown: str, data: bytes, zone: str = "UTC", language: str = "en", former: Passages = ()) -> Reading:
    """Read one speech file. A pure function of its arguments.

    `path` is the file's path within content/, with slashes; `shown` the path as messages name it;
    `zone` the time zone in which a timestamp is cut to its day; `language` that of a text that states none;
    `former` the passages that the text had before.
    """
    from rostra.reading import markup  # lazy: it loads Markdown, and most builds read nothing

    taken, problems = source.read(path, data)
    problems = tuple(msgspec.structs.replace(problem, path=shown) for problem in problems)
    if taken is None:
        return Reading(path, None, None, problems)
    stated, field_problems = speech.speech_of(taken, shown, zone)
    body, body_problems = markup.body_of(taken, shown)
    problems += field_problems + body_problems
    if stated is not None:
        problems += tuple(doubts.doubts_of(stated, stated.lang or language, taken.body, taken.body_line))
    html, of_body = references.in_body(body.html, path, taken.body, taken.body_line)
    if stated is not None:
        media, of_media = references.in_media(stated.media, path, stated.lines.get("media", 1))
        summary = stated.summary or body.summary
        stated = msgspec.structs.replace(stated, summary=summary, media=media, references=(*of_media, *of_body))
    passages = heirs(former, anchors_of(html))
    body = msgspec.structs.replace(body, html=marked(html, passages))
    return Reading(path, stated, body, problems, bool(body.html), passages)


__all__ = ["Body", "Reading", "Speech", "doubts", "read"]
