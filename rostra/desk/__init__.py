"""The editors' tools, above all other rooms.

drafting.py     what is said of a new speech → its file
translating.py  a text → the file of its translation
advice.py       what is worth a second look, and is no mistake
namesakes.py    labels that probably mean one term
likeness.py     texts that are nearly the same
changed.py      what differs from a git revision, and the problems that concern it
mending.py      a file's bytes → the same with what is certain put right
rewriting.py    new bytes in the place of a file, whole or not at all
formats.py      problems → what programs read that show them
preview.py      the site as it would be, page by page as it is asked for
searching.py    its index of words
serving.py      a Preview in the browser
reference.py    the schema → docs/front-matter.md
json_schema.py  the schema → JSON Schema, by which editors complete and check YAML
snippets.py     the schema → what VS Code offers in a Markdown file
tables.py       the tables of folding → those of the browser
vendoring.py    the registry of npm → templates/admin/
icons.py        icon.svg → the icons for programs that read no SVG
"""
