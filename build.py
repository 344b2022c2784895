"""The front door: `python build.py` builds content/ into output/. `python build.py --help` says what else."""

from rostra.cli import main

if __name__ == "__main__":
    main(prog_name="build.py")
