"""What others keep → files of the archive. An importer tells what it found, and what it could not decide; one place
writes.

found.py        Found: a file to write, and what is doubtful about it
importers.py    the importers by name, and which of them a source asks for
"""
