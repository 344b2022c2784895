"""The editors' tools, above all other rooms.

reference.py    the schema → docs/front-matter.md
"""
