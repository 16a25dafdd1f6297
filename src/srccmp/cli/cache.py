from __future__ import annotations

import typer

from srccmp.cli.command import Plain
from srccmp.errors import BadInput

app = typer.Typer(no_args_is_help=True, help="Show or clear what is kept between runs.")


@app.command(cls=Plain)
def info() -> None:
    """Show where the cache and the last comparison are, and how large.

    \b
    Examples:
      srccmp cache info
    """
    from datetime import date

    from srccmp import store
    from srccmp.cache import open_cache
    from srccmp.cli.options import Picture
    from srccmp.cli.terminal import write_text

    with open_cache(today=date.today()) as cache:
        found = cache.info()
    lines = [f"cache            {found.path}  {_size(found.size)}"]
    lines += [f"  {entries:<6} {KINDS.get(kind, kind)}" for kind, entries in found.entries]
    last = store.state_dir() / store.NAME
    kept = _size(last.stat().st_size) if last.exists() else "none kept"
    lines.append(f"last comparison  {last}  {kept}")
    write_text("\n".join(lines) + "\n", Picture())


@app.command(cls=Plain)
def clear() -> None:
    """Empty the cache. The last comparison stays, so that srccmp show still finds it.

    \b
    Examples:
      srccmp cache clear
    """
    from datetime import date

    from srccmp.cache import open_cache
    from srccmp.cli.options import Picture
    from srccmp.cli.terminal import write_text

    with open_cache(today=date.today()) as cache:
        entries = sum(number for _, number in cache.info().entries)
        cache.clear()
        if cache.notes:
            raise BadInput(cache.notes[0].message, hint="delete the file by hand")
    write_text(f"{entries} entries dropped\n", Picture())


# What the cache keeps, by its own names of the kinds.
KINDS = {
    "annotation": "articles with what was read out of them",
    "comparison": "whole answers",
    "opinion": "second opinions on pairs of statements",
    "vector": "statements as the encoder has them",
}


def _size(size: int) -> str:
    """
    >>> _size(512), _size(91_400_000)
    ('512 B', '91.4 MB')
    """
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
