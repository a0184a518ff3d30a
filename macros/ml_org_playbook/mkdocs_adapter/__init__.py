"""What MkDocs is told and asked: the plugin, and what it needs to build, to publish and to serve."""
