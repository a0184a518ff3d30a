"""Hand-written pages: macros that place what generated pages show, and what such pages have wrong."""
