"""The YAML language server that editors such as VS Code use, run for real and spoken to over stdio."""

from __future__ import annotations

import json
import os
import queue
import re
import shutil
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers import ROOT
from npm import installed

PATIENCE = 60
"""Seconds to wait for an answer."""
SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
    }
}
"""What an editor would send. The store of schemas is on another host."""


class LanguageServer:
    """One running server. Documents are opened with their real addresses, so that their first line finds the schema."""

    def __init__(self) -> None:
        start = installed() / "node_modules/yaml-language-server/bin/yaml-language-server"
        self.process = subprocess.Popen(
            [str(shutil.which("node")), str(start), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.number = 0
        self.opened = 0
        self.configured = threading.Event()
        self.answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self.diagnostics: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        markup = {"contentFormat": ["markdown"]}
        self.ask(
            "initialize",
            processId=os.getpid(),
            rootUri=ROOT.as_uri(),
            capabilities={
                "textDocument": {
                    "hover": markup,
                    "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
                },
                "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}},
            },
        )
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=SETTINGS)
        assert self.configured.wait(PATIENCE)

    def close(self) -> None:
        self.ask("shutdown")
        self.tell("exit")
        self.process.wait(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe
            pipe.close()

    # ------------------------------------------------------------ what an editor does

    def faults(self, documents: Sequence[tuple[Path, str]]) -> list[list[str]]:
        """What the server says is wrong with each text in the folder of its file, a line each.

        All are opened before the first answer is awaited: the server waits a moment before it looks at a document.
        """
        uris = [self._open(beside, text) for beside, text in documents]
        found: dict[str, list[str]] = {}
        while set(uris) - set(found):
            said = self.diagnostics.get(timeout=PATIENCE)
            found[said["uri"]] = [
                f"{one['range']['start']['line'] + 1}: {one['message']}" for one in said["diagnostics"]
            ]
        return [found[uri] for uri in uris]

    def hover(self, beside: Path, text: str, at: str, back: int = 1) -> str:
        """What is shown over a character of `at`, counted from its end; `at` stands once in the text."""
        uri = self._open(beside, text)
        said = self.ask("textDocument/hover", textDocument={"uri": uri}, position=_position(text, at, back))
        return str(said["contents"]["value"]) if said else ""

    def completions(self, beside: Path, text: str, at: str) -> dict[str, str]:
        """What is offered behind `at`, which stands once in the text: label -> documentation."""
        uri = self._open(beside, text)
        said = self.ask("textDocument/completion", textDocument={"uri": uri}, position=_position(text, at))
        return {one["label"]: json.dumps(one.get("documentation", "")) for one in said["items"]}

    def _open(self, beside: Path, text: str) -> str:
        """Each text is a document of its own, so that no answer is taken for another's."""
        self.opened += 1
        uri = beside.with_name(f"{beside.stem}-{self.opened}.yml").as_uri()
        self.tell("textDocument/didOpen", textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": text})
        return uri

    # ------------------------------------------------------------ the protocol

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        answer = self.answers.get(timeout=PATIENCE)
        assert answer["id"] == self.number, answer
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream
        while header := stream.readline():
            length = int(re.sub(rb"\D", b"", header))
            while stream.readline().strip():
                pass
            message = json.loads(stream.read(length))
            if "method" not in message:
                self.answers.put(message)
            elif message["method"] == "textDocument/publishDiagnostics":
                self.diagnostics.put(message["params"])
            elif "id" in message:
                self._send({"id": message["id"], "result": _answer(message)})
                if message["method"] == "workspace/configuration":
                    self.configured.set()


def _answer(question: dict[str, Any]) -> Any:
    """What an editor answers to what the server asks it."""
    if question["method"] == "workspace/configuration":
        return [SETTINGS.get(item.get("section", ""), {}) for item in question["params"]["items"]]
    return None


def _position(text: str, at: str, back: int = 0) -> dict[str, int]:
    assert text.count(at) == 1, f"{at!r} stands {text.count(at)} times in the text"
    before = text[: text.index(at) + len(at) - back]
    return {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
