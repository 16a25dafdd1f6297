"""How the documents become pages: ``just docs``.

The source folder is the checkout, not ``docs/``: so README, CONTRIBUTING and CHANGELOG are pages as
they are, and a link between any two documents is the same on a repository host and here. Nothing is
fetched: no inventories of other projects, no fonts, no scripts of other hosts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import srccmp

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "srccmp"
author = "The srccmp authors"
version = release = srccmp.__version__
language = "en"

root_doc = "docs/index"
include_patterns = ["*.md", "docs/**.md", "docs/**/*.md", "tests/golden/README.md"]
# Folders that hold no document are not even walked through.
exclude_patterns = ["**/.*", "build", "dist", "src", "seeds", "bench", "**/__pycache__"]

extensions = ["myst_parser", "sphinx.ext.autodoc"]
nitpicky = True
# A page in no table of contents is a warning, and so an error (`-W`). Empty patterns are not: the
# contents name pages that a part of the program may not have yet.
suppress_warnings = ["toc.empty_glob"]

# A link to a heading is checked by the name that repository hosts give it.
myst_heading_anchors = 4
myst_links_external_new_tab = False

default_role = "py:obj"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "undoc-members": True}
autodoc_class_signature = "separated"
python_use_unqualified_type_names = True
# Types of the standard library and of what is no part of the public interface.
nitpick_ignore_regex = [
    ("py:.*", r"(collections|datetime|enum|pathlib|types|typing|io)\..*"),
    ("py:.*", r"(Any|BinaryIO|Mapping|Sequence|Iterator|Path|date|datetime|StrEnum|ValueError)"),
]

html_theme = "furo"
html_title = "srccmp"
html_theme_options = {"navigation_with_keys": True}
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False

HOME = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>srccmp</title>
<meta http-equiv="refresh" content="0; url=docs/index.html">
<a href="docs/index.html">srccmp</a>
</html>
"""


def _write_home(app: Sphinx, error: Exception | None) -> None:
    """The site's own address leads to the contents, which stand one folder down."""
    if error is None and app.builder.format == "html":
        (Path(app.outdir) / "index.html").write_text(HOME, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("build-finished", _write_home)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
