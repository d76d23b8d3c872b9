"""The language server, asked by a client that means ill, or that passes on what a stranger wrote: it answers, and goes on."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread, Timer
from typing import IO, Any, Final

import pytest

from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, ours, write
from tests.hostile.limited import MEMORY, SECONDS
from tests.server.test_server import framed
from tests.waiting import PATIENCE

LAST: Final = 1_000  # the number of a question that makes sense, asked after all others
SHUTDOWN: Final = 999
# Of documents that are none, or none of ours.
ADDRESSES: Final = (
    "", "x", "file:", "file:///", "file:///dev/zero", "file:///dev/stdin", "file:///proc/self/mem", "file://somewhere/share/a.md",
    "file:///%00.md", "file:///a%0ab%1b[31m.md", "file:///%ff%fe.md", "file:///../../etc/passwd", "file:///" + "a" * 5_000 + ".md",
    "file:///" + "a/" * 50_000, "untitled:x", "http://127.0.0.1:9/a.md", "data:text/plain,x", "\u202e\ud7ff", "file:///C:/%5C%5Cserver/a.md",
)  # fmt: skip
ASKED: Final = ("hover", "definition", "references", "completion", "codeAction")
NONSENSE: Final = (
    b"[" * 100_000, b"{}", b"[]", b"null", b'"x"', b"1e999999", b'{"jsonrpc": "1.0", "id": [], "method": 7}', b'{"jsonrpc": "2.0", "id": 5, "result": {}}',
    b'{"jsonrpc": "2.0", "id": 9, "method": "' + b"x" * 1_000_000 + b'"}', b'{"jsonrpc": "2.0", "id": ' + b"9" * 5_000 + b', "method": "shutdown"',
    b'{"jsonrpc": "2.0", "id": 3, "method": "workspace/executeCommand", "params": {"command": "touch owned", "arguments": ["touch owned"]}}',
    b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 0}}', b'{"jsonrpc": "2.0", "method": "$/setTrace", "params": {"value": "verbose"}}',
)  # fmt: skip
NUMBERS: Final = (-1, -(2**31), 2**31 - 1, 2**63, 0.5, None, "0", True)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two documents that contradict each other, beside a pipe and a link to what never ends."""
    folder = write(tmp_path / "corpus", [ATEZOLIZUMAB, BEVACIZUMAB])
    os.mkfifo(folder / "pipe.md")
    (folder / "endless.md").symlink_to("/dev/zero")
    return folder


def told(method: str, params: object, number: int | None = None) -> bytes:
    """A notification; with a number, a question."""
    asked = {} if number is None else {"id": number}
    return framed(json.dumps({"jsonrpc": "2.0", **asked, "method": method, "params": params}).encode())


def at(uri: str, line: object = 0, character: object = 3) -> dict[str, Any]:
    position = {"line": line, "character": character}
    whole = {"range": {"start": position, "end": position}, "context": {"diagnostics": [], "includeDeclaration": True}}
    return {"textDocument": {"uri": uri}, "position": position, **whole}


def session(corpus: Path, messages: Iterable[bytes]) -> dict[int, dict[str, Any]]:
    """Everything that is answered, by number, to an editor that says this after it has begun; the server must end by itself."""
    root = corpus.parent.as_uri()
    here = at(f"{root}/corpus/a.md", 0, 13)
    begun = told("initialize", {"capabilities": {}, "processId": None, "rootUri": root}, 0) + told("initialized", {})
    command = [sys.executable, "-m", "auditor", "lsp"]
    with tempfile.TemporaryFile() as log, subprocess.Popen(
        command, cwd=corpus.parent, env=ours(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
        preexec_fn=limit,  # noqa: PLW1509 - this process has no other threads yet
    ) as server:  # fmt: skip
        assert server.stdin
        assert server.stdout
        outbox: SimpleQueue[bytes] = SimpleQueue()  # else both sides might wait for the other to read
        writer = Thread(target=_send, args=(server.stdin, outbox))
        patience = Timer(PATIENCE, server.kill)
        for thread in (writer, patience):
            thread.start()
        outbox.put(b"".join((begun, *messages)))
        answers: dict[int, dict[str, Any]] = {}
        number = LAST
        while not answers.get(number, {}).get("result"):  # until the corpus is read there is none
            number += 1
            outbox.put(told("textDocument/hover", here, number))
            while number not in answers:
                one = _next(server.stdout)
                if "method" not in one and "id" in one:
                    answers[one["id"]] = one
        outbox.put(told("shutdown", None, SHUTDOWN) + framed(b'{"jsonrpc": "2.0", "method": "exit"}'))
        outbox.put(b"")
        rest = server.stdout.read()
        server.wait()
        patience.cancel()
        log.seek(0)
        said = log.read()
    assert (server.returncode, b"Traceback" in rest + said) == (0, False), said[-2000:]
    assert "J9355" in answers[number]["result"]["contents"]["value"]
    return answers


def _send(stream: IO[bytes], outbox: SimpleQueue[bytes]) -> None:
    """Send what is put there, until it is nothing."""
    with suppress(BrokenPipeError):  # whoever waits for the answer will say so
        while data := outbox.get():
            stream.write(data)
            stream.flush()
        stream.close()


def _next(stream: IO[bytes]) -> dict[str, Any]:
    """The next message. Fails where there is none any more."""
    length = 0
    while line := stream.readline().strip():
        if line.startswith(b"Content-Length: "):
            length = int(line.removeprefix(b"Content-Length: "))
    assert length, "the server ended before it answered"
    shape: dict[str, Any] = json.loads(stream.read(length))
    return shape


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def test_documents_that_are_none_are_answered_with_nothing(corpus: Path) -> None:
    asked = [(method, uri) for uri in ADDRESSES for method in ASKED]
    messages = [told(f"textDocument/{method}", at(uri), number) for number, (method, uri) in enumerate(asked, 1)]
    answers = session(corpus, messages)
    assert all(not answers[number].get("result") for number in range(1, len(asked) + 1))


def test_documents_that_are_none_may_be_opened_changed_and_closed(corpus: Path) -> None:
    messages = []
    for uri in ADDRESSES:
        item = {"uri": uri, "languageId": "markdown", "version": 1, "text": ATEZOLIZUMAB}
        later = {"uri": uri, "version": 2}
        messages += [
            told("textDocument/didChange", {"textDocument": later, "contentChanges": [{"text": "early"}]}),
            told("textDocument/didOpen", {"textDocument": item}),
            told("textDocument/didChange", {"textDocument": later, "contentChanges": [{"text": BEVACIZUMAB}]}),
            told("textDocument/didSave", {"textDocument": {"uri": uri}}),
            told("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": kind} for kind in (1, 2, 3)]}),
            told("textDocument/didClose", {"textDocument": {"uri": uri}}),
            told("textDocument/didClose", {"textDocument": {"uri": uri}}),
        ]
    session(corpus, messages)


def test_places_that_are_none_are_answered(corpus: Path) -> None:
    uri = f"{corpus.as_uri()}/a.md"
    asked = [(method, line, column) for method in ASKED for line in NUMBERS for column in (0, *NUMBERS)]
    messages = [
        told(f"textDocument/{method}", at(uri, line, column), number)
        for number, (method, line, column) in enumerate(asked, 1)
    ]
    answers = session(corpus, messages)
    assert answers.keys() >= set(range(1, len(asked) + 1))


def test_messages_that_make_no_sense_end_nothing_that_follows(corpus: Path) -> None:
    session(corpus, map(framed, NONSENSE))
    assert not [path for path in corpus.parent.rglob("*") if "owned" in path.name]


def test_a_text_beyond_the_bound_and_one_of_many_levels_hold_nobody_up(corpus: Path) -> None:
    messages = []
    for name, text in (
        ("long.md", "a " * 6_000_000),
        ("deep.md", "> " * 20_000 + "J9355"),
        ("wide.md", "|" * 20_000 + "\n" + "|-" * 20_000),
    ):
        item = {"uri": f"{corpus.as_uri()}/{name}", "languageId": "markdown", "version": 1, "text": text}
        messages.append(told("textDocument/didOpen", {"textDocument": item}))
    session(corpus, messages)
