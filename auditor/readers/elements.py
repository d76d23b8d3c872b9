"""The HTML elements that readers must tell apart. Source: the HTML Living Standard, sections 4 and 15."""

from __future__ import annotations

# Elements that a browser shows on lines of their own, apart from tables, lists and headings.
FLOW = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "main",
        "menu",
        "nav",
        "noscript",
        "optgroup",
        "option",
        "p",
        "search",
        "section",
        "select",
        "summary",
        "textarea",
        "button",
        "iframe",
        "video",
        "audio",
        "object",
        "canvas",
    ]
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TABLE_PARTS = frozenset({"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"})
LIST_PARTS = frozenset({"ul", "ol", "li", "dl", "dt", "dd"})
BLOCKS = FLOW | HEADINGS | TABLE_PARTS | LIST_PARTS | {"pre", "listing", "xmp", "plaintext"}

# Elements whose content is no text of the document.
UNSHOWN = frozenset({"script", "style", "template"})
# Elements in whose content a tag is text.
VERBATIM = frozenset({"title", "textarea", "xmp"})
