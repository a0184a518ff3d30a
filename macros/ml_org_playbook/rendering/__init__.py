"""Views to HTML. The one room that knows Jinja and Markdown."""
