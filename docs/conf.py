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
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

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
# A page in no table of contents is a warning, and so an error (`-W`).

# A link to a heading is checked by the name that repository hosts give it.
myst_heading_anchors = 4
myst_links_external_new_tab = False

default_role = "py:obj"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "undoc-members": True}
python_use_unqualified_type_names = True
# Types of the standard library and of what is no part of the public interface.
nitpick_ignore_regex = [
    ("py:.*", r"(collections|datetime|enum|pathlib|types|typing|io)\..*"),
    ("py:.*", r"(order\.claims_in_order|srccmp\.judge\.stances|Progress)"),
]

html_theme = "furo"
html_title = "srccmp"
html_theme_options = {"navigation_with_keys": True}
html_static_path = ["_static"]
html_css_files = ["screens.css"]
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


def _by_its_last_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, text: Element
) -> Element | None:
    """A docstring names things as its module does: `BadInput`, wherever that is documented."""
    if node.get("refdomain") != "py" or node.get("refspecific"):
        return None
    node["refspecific"] = True
    where, kind, target = node["refdoc"], node["reftype"], node["reftarget"]
    python = env.get_domain("py")
    return python.resolve_xref(env, where, app.builder, kind, target, node, text)


def _without_signature(
    _app: Sphinx, what: str, name: str, thing: object, _options: object, *_given: str | None
) -> tuple[str, str] | None:
    """A value's fields stand below it; only the options are made by callers, with defaults."""
    is_ours = getattr(thing, "__module__", "").startswith("srccmp")
    is_value = what in ("class", "exception") and not name.endswith("CompareOptions")
    return ("", "") if is_ours and is_value else None


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("build-finished", _write_home)
    app.connect("autodoc-process-signature", _without_signature)
    app.connect("missing-reference", _by_its_last_name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
