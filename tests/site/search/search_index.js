var __index = {"config": {}, "docs": [
{"location": "index.html", "title": "Home", "text": "See https://x.example/"},
{"location": "lists/first.html#second-item", "title": "Go on", "text": ""}]}