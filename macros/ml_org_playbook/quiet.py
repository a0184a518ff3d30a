"""What mkdocs.yml names so that it is imported before the theme, which then prints no notice about itself.

Material says at every start, in more words than all the rest of a good build, that its maintenance ends in May 2027.
docs/architecture.md says so once, and what it means for a playbook.
"""

import os

os.environ["NO_MKDOCS_2_WARNING"] = "1"

GENERATOR = False
"""`extra.generator`: pages have no line at their foot that names the theme either."""
