"""What the text of a query says: its prefixes, graphs, columns, order and places for values."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from stakhgraph.rdf.sparql.tokens import Token, decoded, tokens

_LATER = frozenset("LATERAL TRIPLE ISTRIPLE LANGDIR HASLANG HASLANGDIR STRLANGDIR ADJUST".split())
_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_LOCAL_ESCAPE = re.compile(r"\\([_~.!$&'()*+,;=/?#@%-])")


def declared(text: str) -> tuple[tuple[str, str], ...]:
    """Return the (prefix, namespace) pairs of the query's own PREFIX lines."""
    every = list(tokens(text))
    return tuple(
        (name.text[:-1], iri.text[1:-1])
        for word, name, iri in zip(every, every[1:], every[2:], strict=False)
        if word.word == "PREFIX" and name.kind == "name" and iri.kind == "iri"
    )


def undeclared(text: str) -> tuple[str, ...]:
    """Return the prefixes that the query uses without a PREFIX line, each once."""
    found = (token.text.partition(":")[0] for token in undeclared_names(text, tokens(text)))
    return tuple(dict.fromkeys(found))


def graphs(text: str, *, resolve: Callable[[str, str], str], base: str = "") -> tuple[str, ...]:
    """Return the graphs that the query's FROM and FROM NAMED clauses name, each once.

    ``resolve`` returns the IRI of a reference against a base; ``base`` is that of the query where
    it has none of its own. Anything else after FROM is left for the engine to refuse.
    """
    spaces: dict[str, str] = {}
    named = []
    end = Token("", "", len(text))
    every = [*tokens(text), end, end]
    for token, second, third in zip(every, every[1:], every[2:], strict=False):
        if token.word == "BASE" and second.kind == "iri":
            base = resolve(decoded(second.text[1:-1]), base)
        elif token.word == "PREFIX" and third.kind == "iri":
            spaces[second.text[:-1]] = resolve(decoded(third.text[1:-1]), base)
        elif token.word == "FROM":
            name = third if second.word == "NAMED" else second
            prefix, _, local = name.text.partition(":")
            if name.kind == "iri":
                named.append(resolve(decoded(name.text[1:-1]), base))
            elif name.kind == "name" and prefix in spaces:
                named.append(spaces[prefix] + unescaped(local))
    return tuple(dict.fromkeys(named))


def first_relative(text: str) -> Token | None:
    """Return the first relative IRI of a query that needs a base from outside; None without one.

    >>> first_relative("SELECT * { <a> ?p ?o }").text
    '<a>'
    >>> first_relative("BASE <http://b/> ASK { <a> ?p ?o }")
    """
    before = ""
    for token in tokens(text):
        if token.kind == "iri" and not _SCHEME.match(token.text):
            return token
        if token.kind == "iri" and before == "BASE":
            return None
        before = token.word
    return None


def projected(text: str) -> tuple[str, ...]:
    """Return the columns that a SELECT names, in order; none for ``SELECT *`` and other forms."""
    columns: list[str] = []
    depth, inside, naming = 0, False, False
    for token in tokens(text):
        if token.word == "SELECT" and not inside:
            inside = True
        elif inside and (token.word == "WHERE" or token.text == "{"):
            break
        elif inside and token.text in "()":
            depth += 1 if token.text == "(" else -1
        elif inside and token.kind == "variable" and (depth == 0 or naming):
            columns.append(token.text[1:])
        naming = token.word == "AS" and depth == 1
    return tuple(columns)


def as_written(text: str, columns: Iterable[str]) -> tuple[str, ...]:
    """Return columns in the order in which the query first names them.

    Engines answer ``SELECT *`` with the columns in any order.

    >>> as_written("SELECT * { ?s ?p ?o }", ["o", "p", "s"])
    ('s', 'p', 'o')
    """
    found = tuple(columns)
    if projected(text):
        return found
    named = dict.fromkeys(token.text[1:] for token in tokens(text) if token.kind == "variable")
    place = {name: at for at, name in enumerate(named)}
    return tuple(sorted(found, key=lambda name: place.get(name, len(place))))


def ordered(text: str) -> bool:
    """Return whether the outermost SELECT has an ORDER BY."""
    depth = 0
    for token in tokens(text):
        if token.text in ("{", "}") and token.kind == "mark":
            depth += 1 if token.text == "{" else -1
        elif token.word == "ORDER" and depth == 0:
            return True
    return False


def extensions(text: str) -> tuple[str, ...]:
    """Return what not every SPARQL 1.1 engine knows: later keywords, functions by name."""
    every = list(tokens(text))
    found = [token.word for token in every if token.word in _LATER]
    for token, after in pairwise(every):
        touching = after.text == "(" and after.start == token.end
        if token.kind == "name" and touching and not token.text.startswith("xsd:"):
            found.append(f"{token.text}()")
        if token.text == after.text == "<" and after.start == token.end:
            found.append("<<")
    return tuple(dict.fromkeys(found))


def holes(text: str) -> dict[str, tuple[Token, ...]]:
    """Give, for each variable, the UNDEF tokens of its ``VALUES ?variable { UNDEF }`` blocks."""
    found: dict[str, tuple[Token, ...]] = {}
    every = list(tokens(text))
    for at, token in enumerate(every):
        block = every[at : at + 5]
        if token.word != "VALUES" or len(block) < 5 or block[1].kind != "variable":
            continue
        if block[2].text == "{" and block[3].word == "UNDEF" and block[4].text == "}":
            name = block[1].text[1:]
            found[name] = (*found.get(name, ()), block[3])
    return found


def undeclared_names(text: str, query_tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the prefixed names whose prefix the query does not declare."""
    known = {prefix for prefix, _ in declared(text)}
    before = ""
    for token in query_tokens:
        used = token.kind == "name" and before != "PREFIX"
        if used and token.text.partition(":")[0] not in known:
            yield token
        before = token.word


def unescaped(local: str) -> str:
    r"""Return the local part of a prefixed name without its escapes.

    >>> unescaped(r"a\.b\~c")
    'a.b~c'
    """
    return _LOCAL_ESCAPE.sub(r"\1", decoded(local))


def without_escapes(text: str) -> str:
    r"""Return a query without codepoint escapes in its names, variables and keywords.

    Such an escape may stand anywhere (https://www.w3.org/TR/sparql11-query/#codepointEscape). In
    texts and IRIs, engines resolve them themselves.

    >>> without_escapes(r"SELECT ?\u0078 { ?\u0078 ?p '\u0078' }")
    "SELECT ?x { ?x ?p '\\u0078' }"
    """
    if "\\" not in text:
        return text
    for token in reversed(tuple(tokens(text))):
        if token.kind in ("name", "variable", "word") and "\\" in token.text:
            text = text[: token.start] + decoded(token.text) + text[token.end :]
    return text
