"""Help for whoever writes records: JSON Schemas, record templates, explanations of problem codes."""
