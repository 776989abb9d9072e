"""Make shapes/: for each rule of ontology/shapes.ttl one small example that breaks it.

An example is the block of one subject of tests/mini with one fault: a required value is left out,
a value that may stand once stands twice, or a value is of the wrong kind. How the rules that look
at more than one property are broken is told in `BY_HAND`. After a change of the shapes or of
tests/mini: ``python -m tests.violations.make``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rdflib import SH, Graph
from rdflib.term import Node

from stakhgraph.files import read_text
from stakhgraph.project import Project
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.rdflib_parse import parse_turtle
from stakhgraph.rdf.rdflib_terms import from_rdflib
from stakhgraph.rdf.terms import Iri
from tests.mini import HERE as MINI
from tests.mini import ROOT

SHAPES = Path(__file__).parent / "shapes"

BY_HAND = {
    "AnchorShape-place": ("anchor:900-stone", "stakh:page", ""),
    "EvidenceUseShape-evidenceNamed": ("use:minutes", "stakh:evidence", ""),
    "EvidenceUseShape-groundStated": ("use:minutes", "stakh:ground", ""),
    "EvidenceUseShape-someone": ("use:minutes", "stakh:usedBy", ""),
    "PropositionShape-scope": ("prop:opened-in-june", "stakh:scopePlace", ""),
    "SelectorShape-endAfterStart": ("anchor:900-quill_s1", "oa:end", "1"),
    "StanceShape-fromWhat": ("stance:tallow-buyers", "prov:wasDerivedFrom", ""),
    "StanceShape-eightWords": (
        "stance:quill-richer",
        "stakh:keyPhrase",
        '"one two three four five six seven eight nine"',
    ),
    "StanceShape-firsthand": ("stance:wren-3-may", "stakh:attestedBy", "person:quill-ada"),
    "StanceShape-mode": ("stance:tallow-richer", "stakh:reportMode", ""),
    "StanceShape-reporter": ("stance:tallow-richer", "stakh:attestedBy", ""),
    "StanceShape-reporterIsAnother": (
        "stance:tallow-richer",
        "stakh:attestedBy",
        "person:tallow-bruno",
    ),
    "StanceShape-someone": ("stance:leaflet-june", "stakh:holderUncertain", "person:ferryman"),
    "StanceShape-whoseHedge": ("stance:quill-richer", "stakh:hedgeOwner", ""),
    "StanceShape-whyUncertain": ("stance:leaflet-june", "stakh:uncertainPassage", ""),
    "StanceShape-whichWords": ("stance:quill-richer", "stakh:keyPhrase", ""),
    "StanceShape-why": ("stance:tallow-buyers", "stakh:reason", ""),
    "StanceShape-whyThisHolder": ("stance:tallow-richer", "stakh:namedBy", "stakh:curatorsReading"),
}
"""Rule → subject, verb, and the value that is said instead; without a value the verb goes."""

# By what a rule asks for: another such value, and one that is none.
ANOTHER = {
    "rdf:langString": '"another text"@en',
    "xsd:string": '"another text"',
    "xsd:integer": "1001",
    "xsd:date": '"1901-01-01"^^xsd:date',
    "edtf:edtf": '"1901"^^edtf:edtf',
    "sh:IRI": "person:garth-oswin",
    "sh:Literal": '"another value"',
    "stakh:Agent": "person:garth-oswin",
}
UNFIT = {
    "xsd:string": '"a text with a language tag"@en',
    "sh:Literal": "place:merrow",
    "stakh:Place": "concept:toll",
}

_LINE = " ;\n    "
_STRING = r'"(?:[^"\\]|\\.)*"'
_VALUE = re.compile(rf"{_STRING}(?:@[\w-]+|\^\^[\w:]+)?|[^\s,]+")


@dataclass(frozen=True)
class Block:
    """What a file says of one subject: the verbs in order, each with its values as written."""

    subject: str
    stated: dict[str, list[str]]

    @classmethod
    def read(cls, text: str) -> "Block":
        """Read a block in the form that the formatter gives it, one verb a line."""
        first, *lines = text.strip().removesuffix(" .").split(_LINE)
        subject, _, kinds = first.partition(" ")
        pairs = (line.partition(" ") for line in (kinds, *lines))
        return cls(subject, {verb: _VALUE.findall(values) for verb, _, values in pairs})

    def saying(self, verb: str, *values: str) -> "Block":
        """Give the block with these values after the verb, or without the verb."""
        changed = {**self.stated, verb: list(values)}
        return Block(self.subject, {verb: said for verb, said in changed.items() if said})

    def __str__(self) -> str:
        lines = (f"{verb} {', '.join(values)}" for verb, values in self.stated.items())
        return f"{self.subject} {_LINE.join(lines)} .\n"


@dataclass(frozen=True)
class Rule:
    """One rule: a shape with a message. Names are prefixed; what a rule does not ask for is ''."""

    name: str
    message: str
    path: str = ""
    least: str = ""
    most: str = ""
    kind: str = ""
    listed: tuple[str, ...] = ()
    targets: frozenset[str] = frozenset()


class Workshop:
    """The rules, and the subjects to break them on."""

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rules by name, sorted."""
        shapes = parse_turtle(read_text(ROOT / "ontology" / "shapes.ttl"), where="shapes.ttl")
        found = [self._rule(shapes, node) for node in shapes.subjects(SH.message)]
        return {rule.name: rule for rule in sorted(found, key=lambda rule: rule.name)}

    @cached_property
    def blocks(self) -> list[Block]:
        """What tests/mini says, and the vocabulary."""
        files = (*sorted(MINI.glob("graph/*.ttl")), ROOT / "ontology" / "stakh.ttl")
        texts = [text for file in files for text in re.split(r"\n\n+", read_text(file))]
        return [Block.read(text) for text in texts if not text.startswith(("@", "#"))]

    def faults(self, rule: Rule) -> dict[str, Block]:
        """Give the ways to break a rule, first the one of its example, each told and done."""
        if rule.name not in BY_HAND:
            return dict(self._property_faults(rule))
        subject, verb, value = BY_HAND[rule.name]
        block = next(block for block in self.blocks if block.subject == subject)
        if not value:
            return {f"{verb} is left out": block.saying(verb)}
        return {f"{verb} is {value}": block.saying(verb, value)}

    def example(self, rule: Rule) -> str:
        """Give the text of the file for a rule."""
        told, block = next(iter(self.faults(rule).items()))
        return f"# {rule.message}\n# Here {told}.\n{self.turtle(block)}"

    def turtle(self, block: Block) -> str:
        """Give a block with the prefixes that it takes."""
        used = re.findall(r"(?<![\w-])(\w+):", re.sub(_STRING, "", str(block)))
        spaces = self._prefixes.namespaces.items()
        head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in spaces if name in used)
        return f"{head}\n{block}"

    def _property_faults(self, rule: Rule) -> Iterator[tuple[str, Block]]:
        verb = rule.path
        block = self._fullest(rule)
        *others, last = block.stated[verb]
        if rule.least:
            yield f"{verb} is left out", block.saying(verb)
        if rule.most:
            another = self._another(rule, last)
            yield f"{verb} has one value too many", block.saying(verb, *others, last, another)
        unfit = "stakh:unlisted" if rule.listed else self._unfit(rule)
        yield f"{verb} has a value of the wrong kind", block.saying(verb, *others, unfit)

    def _fullest(self, rule: Rule) -> Block:
        """Give the subject of which most is said, among those that the rule finds a value of."""
        fitting = (block for block in self.blocks if rule.targets & set(block.stated["a"]))
        return max(
            (block for block in fitting if rule.path in block.stated),
            key=lambda block: len(block.stated),
        )

    def _another(self, rule: Rule, value: str) -> str:
        things = (block.subject for block in self.blocks if rule.kind in block.stated["a"])
        choice = rule.listed or (ANOTHER.get(rule.kind), *things)
        return next(other for other in choice if other and other != value)

    def _unfit(self, rule: Rule) -> str:
        is_class = not rule.kind.startswith(("rdf:", "xsd:", "edtf:", "sh:"))
        return UNFIT.get(rule.kind, "place:merrow" if is_class else '"a plain text"')

    def _rule(self, shapes: Graph, node: Node) -> Rule:
        def said(verb: Node) -> str:
            value = shapes.value(node, verb)
            return "" if value is None else self._short(value)

        owner = shapes.value(None, SH.property, node)
        listed = shapes.value(node, SH["in"])
        return Rule(
            self._short(node).removeprefix("stakh:"),
            said(SH.message),
            said(SH.path),
            said(SH.minCount),
            said(SH.maxCount),
            said(SH.datatype) or said(SH["class"]) or said(SH.nodeKind),
            tuple(map(self._short, shapes.items(listed))) if listed else (),
            frozenset(map(self._short, shapes.objects(owner, SH.targetClass))),
        )

    def _short(self, node: Node) -> str:
        found = from_rdflib(node)
        return self._prefixes.shorten(found) if isinstance(found, Iri) else found.value

    @cached_property
    def _prefixes(self) -> Prefixes:
        return Project(ROOT).prefixes


def main() -> None:
    """Write the examples anew."""
    workshop = Workshop()
    SHAPES.mkdir(exist_ok=True)
    for file in SHAPES.glob("*.ttl"):
        file.unlink()
    for rule in workshop.rules.values():
        text = workshop.example(rule)
        (SHAPES / f"{rule.name}.ttl").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
