"""What mkdocs asks us while it builds the site: links out of docs/ lead to the source, which becomes pages of the site."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any, Final

from mkdocs.structure.files import File, Files

ROOT: Final = Path(__file__).parent.parent
SOURCE: Final = "source"  # the folder of the site with the files that pages link to
LINK: Final = re.compile(r"\]\((\.\./[^)#\s]+)\)")


def on_files(files: Files, config: Any) -> Files:
    """A page for every file of the repository that a page links to; of a folder, what lies in it."""
    for name in sorted({name for file in files.documentation_pages() for name in _linked(file.content_string)}):
        files.append(File.generated(config, f"{SOURCE}/{name}.md", content=_page(name)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """The page with its links out of docs/ leading to those pages."""
    here = posixpath.dirname(page.file.src_uri)
    return LINK.sub(lambda link: f"]({posixpath.relpath(f'{SOURCE}/{_name(link[1])}.md', here or '.')})", markdown)


def on_post_build(config: Any) -> None:
    """On disk nothing answers with a page for what is not found, and the theme's links to absolute addresses."""
    (Path(config.site_dir) / "404.html").unlink(missing_ok=True)


def _linked(text: str) -> set[str]:
    return {_name(link) for link in LINK.findall(text)}


def _name(link: str) -> str:
    return posixpath.normpath(link.removeprefix("../"))


def _page(name: str) -> str:
    path = ROOT / name
    head = f"---\nsearch: {{exclude: true}}\n---\n\n# {name}\n\n"
    if path.is_dir():
        found = sorted(child.name for child in path.iterdir() if not child.name.startswith(("_", ".")))
        return head + "\n".join(f"- `{child}`" for child in found) + "\n"
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return text
    language = {".py": "python", ".toml": "toml", ".yml": "yaml"}.get(path.suffix, "text")
    return f"{head}`````{language}\n{text}`````\n"
