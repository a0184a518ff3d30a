"""Linked records, and what follows from them: relations, selections, addresses, the map of the site, permalinks."""
