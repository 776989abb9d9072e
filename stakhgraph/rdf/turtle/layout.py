"""One layout for Turtle files: one subject a block, one property a line, its values beside it.

Only the layout changes. Subjects, properties and values keep the author's order and spelling;
comments stay before their block, or after its full stop. Prefixes are declared once, at the head,
in the order of the project's list, and only those in use. A file with this layout stays as it is,
byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from stakhgraph.files import NamedFile, read_text
from stakhgraph.rdf.grammar import unescaped
from stakhgraph.rdf.parse import parse_document
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.sparql.tokens import Token
from stakhgraph.rdf.turtle.statements import Statement, TurtleText

MAX_DEPTH = 64
"""The most brackets that may be nested."""


def untidy(files: Iterable[NamedFile], prefixes: Prefixes) -> tuple[tuple[Path, str], ...]:
    """Return the files that have another layout, each with its new text; nothing is written.

    Raises as `formatted` does, and UnreadableFile.
    """
    changed = []
    for file in files:
        text = read_text(file.path, empty=True)
        new = formatted(text, where=file.name, prefixes=prefixes)
        if new != text:
            changed.append((file.path, new))
    return tuple(changed)


def formatted(text: str, *, where: str, prefixes: Prefixes) -> str:
    r"""Return a Turtle text in the one layout.

    Raises ParseError, with ``where:line:column``, for text that is not Turtle, a comment inside a
    block, a base, and a prefix that means another namespace in the project's list.

    >>> print(formatted(
    ...     "@prefix b: <http://b/> .\n@prefix a: <http://a/> .\n"
    ...     "# On x.\nb:x b:y 01 ,\n 1.50;.", where="x.ttl", prefixes=Prefixes({})
    ... ), end="")
    @prefix b: <http://b/> .
    <BLANKLINE>
    # On x.
    b:x b:y 01, 1.50 .
    """
    parse_document(text.encode(), "text/turtle", where=where)
    source = TurtleText(text, where)
    tokens = list(source.tokens())
    statements, rest = source.statements(tokens)
    blocks = [one for one in statements if not one.is_directive]
    declared = _declared(source, statements, prefixes)
    used = {name for one in blocks for name in _prefixes_in(one)}
    parts = [
        _head(source, statements, {n: s for n, s in declared.items() if n in used}, prefixes),
        *(_block(source, one) for one in blocks),
        _comments(source, rest),
    ]
    new = "\n".join(filter(None, parts)).rstrip("\n") + ("\n" if any(parts) else "")
    assert _content(tokens) == _content(TurtleText(new, where).tokens())
    return new


def _prefixes_in(statement: Statement) -> Iterator[str]:
    return (token.text.partition(":")[0] for token in statement.tokens if token.kind == "name")


def _content(tokens: Iterable[Token]) -> list[str]:
    """Return the tokens that any layout must keep: all but declarations and punctuation."""
    kept: list[str] = []
    directive = False
    for token in tokens:
        if token.kind == "directive":
            directive = True
        elif directive:
            directive = token.kind != "iri"
        elif token.text != ";" and token.text != ".":
            kept.append(token.text.rstrip())
    return kept


def _declared(
    source: TurtleText, statements: Iterable[Statement], prefixes: Prefixes
) -> dict[str, str]:
    """Return the declared namespaces by prefix; refuse what cannot be moved to the head."""
    declared: dict[str, str] = {}
    for one in statements:
        if not one.is_directive:
            continue
        word, name = one.tokens[0], one.tokens[1]
        if word.text.lower().endswith("base"):
            source.refuse(word.start, "a base, which is not kept", "Write the IRIs in full.")
        if one.after is not None:
            source.refuse_comment(one.after)
        prefix, namespace = name.text[:-1], one.tokens[2].text[1:-1]
        known = {**prefixes.namespaces, **declared}.get(prefix, namespace)
        if unescaped(known) != unescaped(namespace):
            remedy = f"In this project it is <{known}>."
            source.refuse(name.start, f"prefix {prefix}: means <{namespace}> here", remedy)
        declared[prefix] = namespace
    return declared


def _head(
    source: TurtleText,
    statements: Sequence[Statement],
    namespaces: Mapping[str, str],
    prefixes: Prefixes,
) -> str:
    """Return the comment of the file and the declarations of its prefixes."""
    for one in statements[1:]:
        if one.is_directive and one.before:
            source.refuse_comment(one.before[0])
    order = {name: at for at, name in enumerate(prefixes.namespaces)}
    names = sorted(namespaces, key=lambda name: order.get(name, 999))
    lines = "".join(f"@prefix {name}: <{namespaces[name]}> .\n" for name in names)
    if not statements or not statements[0].is_directive or not statements[0].before:
        return lines
    first = statements[0]
    gap = source.blank_line(first.before[-1], first.tokens[0])
    return _comments(source, first.before) + gap + lines


def _block(source: TurtleText, one: Statement) -> str:
    """Return a block with the comments before and after it."""
    before = ""
    if one.before:
        gap = source.blank_line(one.before[-1], one.tokens[0])
        before = _comments(source, one.before) + gap
    after = f" {one.after.text.rstrip()}" if one.after else ""
    return f"{before}{_BlockReader(one.tokens, source).text()} .{after}\n"


def _comments(source: TurtleText, comments: Sequence[Token]) -> str:
    """Return comments, one a line, with a blank line wherever there was one."""
    text = ""
    for at, token in enumerate(comments):
        gap = source.blank_line(comments[at - 1], token) if at else ""
        text += f"{gap}{token.text.rstrip()}\n"
    return text


class _BlockReader:
    """Reads the tokens of one subject from left to right into the text of its block."""

    def __init__(self, tokens: Sequence[Token], source: TurtleText) -> None:
        self._tokens, self._source, self._at, self._depth = tokens, source, 0, 0

    def text(self) -> str:
        """Return the block without its full stop."""
        subject = self._node()
        return " ;\n    ".join(self._properties(subject))

    def _properties(self, subject: str = "") -> list[str]:
        """Return the properties up to the end of the block or bracket, with their values."""
        lines: list[str] = []
        while self._next.text not in (".", "]"):
            if self._next.text == ";":
                self._at += 1
                continue
            verb = self._node()
            values = [self._node()]
            while self._next.text == ",":
                self._at += 1
                values.append(self._node())
            lines.append(f"{verb} {', '.join(values)}")
        if subject:
            lines[:1] = [f"{subject} {lines[0]}"] if lines else [subject]
        return lines

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _node(self) -> str:
        token = self._take()
        if token.text in ("[", "("):
            self._depth += 1
            if self._depth > MAX_DEPTH:
                remedy = "Give the inner nodes IRIs of their own."
                self._source.refuse(token.start, f"brackets more than {MAX_DEPTH} deep", remedy)
            text = self._blank_node() if token.text == "[" else self._list()
            self._depth -= 1
            return text
        if token.kind == "text" and self._next.kind == "language":
            return token.text + self._take().text
        if token.kind == "text" and self._next.kind == "typed":
            return f"{token.text}{self._take().text}{self._take().text}"
        return token.text

    def _blank_node(self) -> str:
        properties = self._properties()
        self._at += 1
        return f"[ {' ; '.join(properties)} ]" if properties else "[]"

    def _list(self) -> str:
        items = []
        while self._next.text != ")":
            items.append(self._node())
        self._at += 1
        wide = any(item.startswith(("[", "(")) for item in items)
        return f"( {' '.join(items)} )" if wide else f"({' '.join(items)})"
