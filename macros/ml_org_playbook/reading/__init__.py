"""The one room that reads files: records with places, layers, settings, and YAML errors in plain words."""
