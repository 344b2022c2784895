"""`python -m rostra`: the command line."""

from rostra.cli import main

main()
