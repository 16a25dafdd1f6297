"""Statements of all sources → claims: `srccmp.align.claims`. Importing this loads nothing."""
