"""The attacks. A text that runs anyway sets `window.__hit`, opens a dialog or calls `attacker.example`."""

from __future__ import annotations

from typing import Final

WORD: Final = "Quokka"
"""Stands in every text that carries an attack, so that the search finds it."""
HOST: Final = "attacker.example"

SHORT: Final = [
    # entities that turn into tags where somebody unescapes once too often
    "&lt;img src=x onerror=__hit=1&gt;",
    "&amp;lt;img src=x onerror=__hit=1&amp;gt;",
    "&#60;svg onload=__hit=1&#62;",
    "&lt;/title&gt;&lt;svg onload=__hit=1&gt;",
    # out of an attribute, of a script, of a style
    '" onmouseover="__hit=1" x="',
    "' onfocus='__hit=1' autofocus='",
    '" autofocus onfocus=__hit=1 x="',
    '" http-equiv="refresh" content="0;url=//attacker.example',
    '"; } @import url(//attacker.example/a.css); x { y: "',
    "\\22 ; } body { background: url(//attacker.example/b) }",
    "*/ body { background: url(//attacker.example/c) } /*",
    "'-__hit=1-'",
    "`${__hit=1}`",
    "\\u003cimg src=x onerror=__hit=1\\u003e",
    "%3Cimg src=x onerror=__hit=1%3E",
    # links
    "[a](javascript:__hit=1)",
    "[a](JaVaScRiPt&colon;__hit=1)",
    "[a](&#106;avascript:__hit=1)",
    "[a](https:javascript:__hit=1)",
    "[a](//attacker.example)",
    "![a](https://attacker.example/d.png)",
    # template syntax
    "{ { 7*7 } }",
    "${7*7} #{7*7} @{7*7}",
    "{company_name.__class__}",
    # Markdown and tables
    "| a | b | c |",
    "{: onclick=__hit=1 }",
    "{ .x onclick=__hit=1 }",
    "[x]: javascript:__hit=1",
    "[^1] *[Quokka]: __hit",
    '!!! danger ""',
    "--8<-- mkdocs.yml",
    "[TOC]",
    ":material-alert: :smile:",
    # markup that the loader refuses
    "<script>__hit=1</script>",
    "<img src=x onerror=__hit=1>",
    "<svg/onload=__hit=1>",
    "</textarea><b>",
    "<!-- comment",
    "<?php",
    "{{ 7*7 }}",
    "{% include 'mkdocs.yml' %}",
    "{# comment #}",
    # what nobody sees
    "a\u202egnp.exe",
    "a\u2066b",
    "a\0b",
    "a\x1b[31mb",
    "a\u200bb",
    "a\u2028b",
    "a\ufeffb",
]
"""Short enough for a title."""

LONG: Final = [
    "[a](jav&#x09;ascript:__hit=1) [b](java\tscript:__hit=1) [c]( javascript:__hit=1) [d](\\javascript:__hit=1)",
    "[a](data:text/html,&lt;script&gt;__hit=1&lt;/script&gt;) [b](vbscript:__hit=1) [c](file:///etc/passwd)",
    '[a](https://x.example/"onmouseover="__hit=1) [b](https://x.example/ "onmouseover=__hit=1")',
    "[a](https://x.example/'onclick='__hit=1) [b](mailto:a@b.example?body=&quot;onclick=__hit=1)",
    "![a](javascript:__hit=1) ![b][c] [d][c] [c]",
    "`&lt;img src=x onerror=__hit=1&gt;` ``` `` ` &lt;svg onload=__hit=1&gt;",
    "&lt;iframe srcdoc=&quot;&amp;lt;script&amp;gt;parent.__hit=1&amp;lt;/script&amp;gt;&quot;&gt;",
    "&lt;math&gt;&lt;mtext&gt;&lt;table&gt;&lt;mglyph&gt;&lt;style&gt;&lt;img src onerror=__hit=1&gt;",
    "\\&lt;img src=x onerror=__hit=1\\&gt; \\<b\\>" + " *" * 30 + "_" * 31,
    "*a **b _c __d ***e [f](g [h](i ![j](k `l ~~m^n^ ==o== ++p++ 'q\" \"r'",
    "javascript:__hit=1 https://attacker.example/auto attacker@attacker.example &lt;https://attacker.example/e&gt;",
]
"""For lines of text."""

BLOCKS: Final = [
    "[c]: javascript:__hit=1\n\n[c]: https://attacker.example/f\n\n[e][c] [c] ![c]",
    "    &lt;script&gt;__hit=1&lt;/script&gt;\n\n```html\n&lt;script&gt;__hit=1&lt;/script&gt;\n```",
    "| a | b |\n|---|---|\n| [x](javascript:__hit=1) | &lt;img src=x onerror=__hit=1&gt; |",
    "a\n{: onclick=__hit=1 }\n\n# b {: onmouseover=__hit=1 }\n\n- c {: style=x }",
    "> a\n> > b\n> > > [c](javascript:__hit=1)\n\n1. d\n    - e\n        * f",
    "[^1]: &lt;img src=x onerror=__hit=1&gt;\n\nNote[^1]\n\n*[Note]: __hit",
    "--8<-- 'mkdocs.yml'\n\n::: ml_org_playbook\n\n??? note\n    a\n\n=== \"tab\"\n    b",
    "---\ntitle: __hit\n---\n\na\n===\n\nb\n---\n\n***\n\n&nbsp;",
    "\x02stx\x03 wzxhzdk:0 klzzwxh:0001",
]
"""For prose."""

WRONG_IDS: Final = [
    "../../outside", "/etc/passwd", "..\\outside", "a/../../b", "%2e%2e%2fx", "a b", "a#b", "a?b", "a.html",
    "javascript:__hit=1",
    "x\" onclick=\"__hit=1", "<b>", "é", "ａ", "A", "-a", "a-", "", "a\0", "a\n", "con:", "{{x}}", "a" * 61,
]  # fmt: skip
"""No field that holds an id or a reference takes any of these."""

FILES: Final[dict[str, bytes]] = {
    "brackets": b"x: " + b"[" * 100_000,
    "braces": b"x: " + b"{a: " * 100_000,
    "dashes": b"- " * 100_000,
    "question-marks": b"? " * 100_000,
    "brackets-on-lines": b"[\n" * 100_000,
    "huge": b"# " + b"x" * 50_000_000,
    "many-values": b"x: [" + b"a," * 480_000 + b"a]",
    "many-mappings": b"x: [" + b"{}," * 320_000 + b"{}]",
    "many-keys": b"".join(b"k%d: 1\n" % n for n in range(80_000)),
    "long-key": b"k" * 999_000 + b": 1",
    "long-text": b"id: " + b"x" * 999_000,
    "many-links": b"id: many-links\nsummary: " + b"[a](b:c) " * 100_000,
    "many-parameters": b"id: many-parameters\nsummary: " + b"".join(b"{p%d} " % n for n in range(100_000)),
    "many-tags": b"id: many-tags\nsummary: " + b"<a" * 400_000,
    "null": b"id: a\0b",
    "escaped-null": b'id: "a\\0b"',
    "override": "id: a\u202eb".encode(),
    "escaped-override": b'id: "a\\u202eb"',
    "surrogate": b"id: \xed\xa0\x80",
    "escaped-surrogate": b'id: "\\ud800"',
    "not-utf-8": b"id: \xff",
    "utf-16": "id: a".encode("utf-16"),
    "tag": b"id: !!python/object/apply:os.system [touch hit]",
    "tag-of-a-tag": b"%TAG ! tag:yaml.org,2002:python/\n---\nid: !object/apply:os.system [touch hit]",
    "binary": b"id: !!binary aGl0",
    "anchor": b"id: &a b",
    "alias": b"id: *a",
    "bomb": b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (n + 1, n + 1, b",".join([b"*%c" % n] * 9)) for n in range(97, 120)),
    "merge-key": b"a: {b: c}\n<<: {d: e}",
    "two-documents": b"id: a\n---\nid: b",
    "directive": b"%YAML 9.9\n---\nid: a",
    "outside": b"id: ../../outside",
    "empty": b"",
}
"""Contents that a record's file may not have."""
