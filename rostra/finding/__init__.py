"""Finding: passages → the index of words that a browser searches, without a server.

    folding.py      a text → its words, in one spelling
    record.py       a speech → its record: for each word the passages it stands in
    numbers.py      speeches → numbers, which stay when others come and go
    lists.py        records → lists: for each word the speeches and passages it stands in
    shards.py       sorted words with their lists → the files that a browser loads

docs/index-of-words.md says what is in the files.
"""
