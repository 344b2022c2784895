"""Archive: values → relations. Speeches become editions, years, terms, neighbours and twins.

archive.py      Speeches → Archive
cards.py        what other pages may show of a speech, and where it lives
terms.py        labels that mean the same → one term
collation.py    the order of labels, by language
"""

from rostra.archive.archive import Archive, Edition, Entry, archive_of
from rostra.archive.cards import Card, Link
from rostra.archive.terms import Term
from rostra.labels import TAXONOMIES

__all__ = ["TAXONOMIES", "Archive", "Card", "Edition", "Entry", "Link", "Term", "archive_of"]
