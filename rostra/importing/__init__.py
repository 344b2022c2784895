"""What others keep → files of the archive. An importer tells what it found, and what it could not decide; one place
writes.

    a source ─▶ importer ─▶ Found ─▶ writing ─▶ content/

found.py        Found: a file to write, and what is doubtful about it
importers.py    the importers by name, and which of them a source asks for
matter.py       a text of another generator taken apart, in YAML, TOML, JSON or lines
days.py         a date as others write it → EDTF
mapping.py      their fields → ours; what has none is kept below extra
settings.py     the settings of another generator
addresses.py    the addresses that texts had
text.py         Text: a text as the importer of its generator tells it; Tree: the folder
links.py        what a body refers to: files to copy, and what an editor must mend
telling.py      Texts → Found
jekyll.py  hugo.py  eleventy.py  pelican.py     what sets one generator apart
columns.py      tables, CSV and JSON Lines, whose rows rows.py reads
keeping.py      what no field of ours takes, by a name that is free
nesting.py      how deep lists and maps are nested
writing.py      Found → content/, whole files only, and nothing overwritten

pages.py        saved HTML pages, by rules
selecting.py    rules for pages: CSS selectors, and what they pick out of one
captures.py     captures of pages as text, by rules
documents.py    .docx
rules.py        a YAML of rules → what an importer looks for
sources.py      a file or folder → the files that an importer reads
encoding.py     the bytes of a page → its text
ooxml.py        a .docx as a file: its title, languages and words
datelines.py    a date in words → EDTF
timing.py       all that a text says of its day → EDTF
markdown.py     a piece of a page → Markdown, with marks.py, notes.py and, where Markdown has no notation, verbatim.py
words.py        the words of a piece of a page
readback.py     Markdown → the letters that a page shows
checking.py     whether an import says what its source said
pictures.py     the pictures of a page → files beside the text
"""
