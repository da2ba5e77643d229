"""Runs the command line as `python -m exchangespec`."""

from exchangespec.cli import main

if __name__ == "__main__":
    main(prog_name="exchangespec")
