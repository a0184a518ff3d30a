"""The ML Org Playbook: structured knowledge about organizing machine learning, expanded into a site."""

__version__ = "1.0.0"
