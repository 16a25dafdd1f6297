"""The program's entry, also ``python -m srccmp``. It loads nothing before it is ready for Ctrl-C,
which may come while the modules load or the program ends."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line; an interrupt outside of its commands is a line, too."""
    try:
        from srccmp.cli.app import main as run

        run()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("srccmp: interrupted\n")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
