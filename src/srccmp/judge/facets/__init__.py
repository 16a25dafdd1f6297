"""One module a facet: its ladder of levels, and where in two statements it is looked for."""
