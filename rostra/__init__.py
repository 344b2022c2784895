"""Rostra: a folder of speeches in Markdown → a website that any static server, or a USB stick, can hold.

The way through, and the only way that imports go:

    content/*.md ─▶ reading ─▶ archive ─▶ pages ─▶ publishing ─▶ output/
                    Speech     Archive    Page     bytes

    problem.py      Problem: what is wrong, where, and what to write instead
    locales.py      what CLDR says of a language
    plan.py         what a build is asked to do
    values.py       YAML → Values that remember their lines
    schema.py       what a field takes
    address.py      names → addresses → files
    reading/        a file → Speech and Body
    finding/        Passages → the index of words: folding, lists, shards
    segments.py     the files of the cache
    lock.py         content/passages.lock: the anchors that passages had
    translations.py content/translations.lock: which translations are older than their original
    memo.py         what came of reading each file, remembered
    work.py         work in chunks, in worker processes where that pays
    concordance.py  the index of words, remembered
    admin.py        where the archive is kept in git, for those who edit it in a browser
    site.py         content/site.yaml → Site
    labels.py       content/terms.yaml → Labels: what terms are called in each language
    assets.py       pictures, recordings and documents that speeches refer to
    archive/        Speeches → Archive: editions, years, terms, neighbours, twins
    pages/          Archive → Pages, one generator a kind, all in the list KINDS
    related.py      what came of relating an archive, remembered: its Pages as bytes
    known.py        everything that is known before the first page is rendered
    publishing/     Pages → bytes → output/
    unchanged.py    whether anything changed since the last build at all
    build.py        the way through, as one function
    desk/           the editors' tools
    importing/      what others keep → files of content/
    cli/            arguments, progress, the report, the exit code; a module a command

The words:

    Site        the settings of an archive
    Source      a file taken apart: fields with their lines, and the body
    Speech      what a file states about a speech
    Body        a speech's text as safe HTML
    Passage     a paragraph, list item, quotation or turn, with an anchor made of its words
    Card        what other pages may show of a speech: never its body
    Edition     the site in one language
    Term        an occasion, audience, speaker, kind or tag, with its speeches
    Page        an address, a template, and everything that the template may see
    Problem     path, line, field, what is wrong, what to write instead

To add a field: `reading/fields.py`. To add a kind of page: a generator in `pages/`, its name in KINDS, a template.
"""

__version__ = "0.1.0"
