"""Texts and files that try to get out of the data: none of them may run, load or write anything.

`library` lists them, `site` puts them into records, `browsing` looks at the built site in Chromium.
"""
