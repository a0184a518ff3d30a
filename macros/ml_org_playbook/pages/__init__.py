"""What each page of the site shows, as data without HTML: blocks, views, charts, and the catalog of all pages."""
