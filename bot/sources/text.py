"""The plain text of a preview page's message body, as the Bot API would give it."""

import re

from selectolax.lexbor import LexborNode

BODY = "tgme_widget_message_text"
_BLOCKS = frozenset({"p", "div", "blockquote", "pre", "ul", "ol", "li"})
_SKIPPED = frozenset({"script", "style", "svg", "template", "-comment"})
_LINE_END = re.compile(r"[ \t]*\r?\n[ \t]*")
_SOURCE_BREAK = re.compile(r"[ \t]*[\r\n]\s*")


def tidy(text: str) -> str:
    """The form in which every transport keeps a text: no blanks around line ends nor around the whole."""
    return _LINE_END.sub("\n", text.replace("\r\n", "\n")).strip()


def classes(node: LexborNode) -> frozenset[str]:
    """The class tokens of an element (whole-attribute comparison breaks whenever one is added)."""
    return frozenset((node.attributes.get("class") or "").split())


def body_text(node: LexborNode) -> str:
    """The text of a message body: emoji kept, line breaks kept, captions nested in it left out.

    An album's caption stands in a body inside a body; then the inner one is the text.
    """
    own = _Writer()
    own.children(node, nested=False)
    text = tidy(own.text())
    if text:
        return text
    whole = _Writer()
    whole.children(node, nested=True)
    return tidy(whole.text())


class _Writer:
    """Collects text; block elements begin and end a line, and no break is written twice for it."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._owed = False

    def text(self) -> str:
        return "".join(self._out)

    def _write(self, text: str) -> None:
        if self._owed and text:
            self._out.append("\n")
            self._owed = False
        self._out.append(text)

    def _break(self) -> None:
        self._owed = False
        self._out.append("\n")

    def _owe_break(self) -> None:
        self._owed = self._owed or bool(self._out and not self._out[-1].endswith("\n"))

    def children(self, node: LexborNode, *, nested: bool, verbatim: bool = False) -> None:
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                raw = child.text(deep=False)
                # A line break of the HTML source is white space; inside <pre> it is a line break of the text.
                self._write(raw if verbatim else _SOURCE_BREAK.sub(" ", raw))
            elif tag in _SKIPPED:
                continue
            elif tag == "br":
                self._break()
            elif tag == "img":
                self._write(child.attributes.get("alt") or "")
            elif tag == "a":
                self._write(_link_text(child))
            elif tag in _BLOCKS:
                if not nested and BODY in classes(child):
                    continue
                self._owe_break()
                self.children(child, nested=nested, verbatim=verbatim or tag == "pre")
                self._owe_break()
            else:
                self.children(child, nested=nested, verbatim=verbatim)


def _link_text(node: LexborNode) -> str:
    inner = _Writer()
    inner.children(node, nested=True)
    text = inner.text()
    # Since April 2024 the page escapes external addresses twice ("?a=1&amp;amp;b=2").
    return text.replace("&amp;", "&") if "://" in text else text
