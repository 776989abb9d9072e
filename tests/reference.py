"""Write docs/reference/ and docs/architecture.svg from the program: `python -m tests.reference`.

None of it is written by hand; a test checks that the files are what this writes.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

import stakhgraph
from stakhgraph import errors
from stakhgraph.cli import main as command_line
from stakhgraph.exports import formats as export_formats
from stakhgraph.exports.material import collect
from stakhgraph.figures.catalogue import FIGURES
from stakhgraph.figures.options import BASES
from stakhgraph.project import Project
from stakhgraph.queries import catalogue, query_file
from stakhgraph.queries.catalogue import MACHINERY
from stakhgraph.rdf import answer_formats, answers, parse
from stakhgraph.rdf.answer_formats import FORMATS
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import NS, Iri, Literal, Term
from stakhgraph.web.single_file import document as single_file
from tests.picture import picture

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
PROJECT = Project.find(ROOT)
MADE = "_This page is made from the program by `python -m tests.reference`; do not edit it._"

# What the page on Python describes: module → its classes and functions.
API: Mapping[str, tuple[str, ...]] = {
    "api": ("open", "Workbench", "Drawing"),
    "rdf.tables": ("Table",),
    "rdf.answers": ("Triples", "Truth"),
    "queries.query_file": ("Query", "Parameter"),
    "debate.search.names": ("Thing",),
    "debate.stances": ("Stance",),
    "debate.profiles": ("Profile", "Citation"),
    "debate.lineage": ("Lineage", "Member", "Step"),
    "debate.descent": ("Descent", "Trace"),
    "network.graph": ("Network",),
    "network.readers.network_file": ("read",),
    "network.readers.parsed_network": ("ParsedNetwork",),
    "network.cycles": ("resolve", "Resolved"),
    "network.path_counts": ("weigh", "Weighed"),
    "network.main_paths": ("find", "MainPath"),
    "network.dominators": ("unavoidable",),
    "network.betweenness": ("through", "betweenness"),
    "network.disjoint_paths": ("disjoint_routes", "minimum_cut"),
    "network.ancestry": ("ancestors", "descendants"),
    "network.structure.transitive_reduction": ("transitive_reduction",),
    "network.structure.longest_paths": ("basket",),
    "network.coupling": ("cocitation", "bibliographic_coupling"),
    "network.spectroscopy": ("spectroscopy",),
    "network.missing_arcs": ("missing_arcs",),
    "network.robustness": ("robustness", "Robustness"),
    "debate.networks": ("network", "read"),
    "network.grounds": ("Ground",),
    "network.measures.answers": ("Measure", "Request", "Answer"),
    "network.work_search": ("find_work",),
    "network.measures.cautions": ("cautions",),
    "debate.validation": ("Report",),
    "debate.findings": ("Finding",),
    "debate.documents.verification": ("Verification",),
    "debate.comparing.diff": ("Changes", "Change", "Difference"),
    "errors": tuple(errors.__all__),
}

RDFS, SKOS = "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2004/02/skos/core#"
A, OWL = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.w3.org/2002/07/owl#"
Said = dict[str, dict[str, list[str]]]


def pages() -> dict[str, str]:
    """Give the pages by file name."""
    return {
        "commands.md": commands(),
        "questions.md": questions(),
        "api.md": api(),
        "formats.md": formats(),
        "vocabulary.md": vocabulary(),
    }


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", MADE, *(part for part in parts if part))) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _fence(text: str, language: str = "") -> str:
    return f"```{language}\n{text.strip(chr(10))}\n```"


def _link(heading: str) -> str:
    return f"[{heading}](#{slug(heading)})"


def slug(heading: str) -> str:
    """Give the name under which a heading can be linked to."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")


# ---- commands


def commands() -> str:
    """Give the page on the commands."""
    names = command_line.stakhgraph.commands
    codes = (command_line.__doc__ or "").partition("Exit codes: ")[2]
    overview = _table(
        ("command", "what it does"),
        ((_link(f"stakhgraph {name}"), _summary(names[name])) for name in sorted(names)),
    )
    return _page(
        "Commands",
        "The same is shown by `stakhgraph --help` and `stakhgraph COMMAND --help`.",
        overview,
        f"**Exit codes**: {' '.join(codes.split())}",
        "Results go to standard output, everything else to standard error.",
        *(_command(f"stakhgraph {name}", names[name]) for name in sorted(names)),
    )


def _summary(command: click.Command) -> str:
    return (command.help or "").partition("\n\n")[0]


def _command(name: str, command: click.Command) -> str:
    told, _, examples = (command.help or "").partition("\n\n\b\nExamples:\n")
    usage = " ".join((name, "[OPTIONS]", *map(_argument, _of(command, click.Argument))))
    options = ((f"`{_spelt(one)}`", _about(one)) for one in _of(command, click.Option))
    shown = "\n".join(line.strip() for line in examples.splitlines())
    parts = (f"## {name}", _fence(usage), told, _fence(shown, "sh"))
    return "\n\n".join((*parts, _table(("option", "meaning"), options)))


def _of(command: click.Command, kind: type[click.Parameter]) -> list[click.Parameter]:
    return [one for one in command.params if isinstance(one, kind)]


def _argument(one: click.Parameter) -> str:
    if one.metavar:
        return one.metavar
    choices = f"{{{'|'.join(one.type.choices)}}}" if isinstance(one.type, click.Choice) else ""
    name = (choices or str(one.name).upper()) + ("..." if one.nargs == -1 else "")
    return name if one.required else f"[{name}]"


def _spelt(one: click.Parameter) -> str:
    names = ", ".join(one.opts)
    if isinstance(one, click.Option) and one.is_flag:
        return names
    return f"{names} {one.metavar or _kind(one.type)}"


def _kind(kind: click.ParamType) -> str:
    if isinstance(kind, click.Choice):
        return "|".join(kind.choices)
    return {"integer": "NUMBER", "float": "NUMBER", "float range": "NUMBER"}.get(
        kind.name, kind.name.upper()
    )


def _about(one: click.Parameter) -> str:
    assert isinstance(one, click.Option)
    told = [one.help or ""]
    if one.show_default:
        told.append(f"Default: {one.default}.")
    if one.envvar:
        told.append(f"Environment: `{one.envvar}`.")
    return " ".join(told)


# ---- questions


def questions() -> str:
    """Give the page on the questions of the catalogue."""
    every = [q for q in catalogue.read_all(PROJECT).values() if q.topic not in MACHINERY]
    topics = list(dict.fromkeys(query.topic for query in every))
    parts = []
    for topic in topics:
        found = [query for query in every if query.topic == topic]
        parts.append("\n\n".join((f"## {topic}", *map(_question, found))))
    return _page(
        "Questions",
        f"{len(every)} questions can be asked by name. `stakhgraph queries --about WORDS` finds "
        "some by what they are about; values in brackets may be left out.",
        " · ".join(map(_link, topics)),
        *parts,
    )


def _question(query: query_file.Query) -> str:
    asked = " ".join(
        word if one.required else f"[{word}]"
        for one in query.parameters
        for word in (f"{one.name}={one.example}",)
    )
    parts = [
        f"### {query.name}",
        query.summary,
        _fence(f"stakhgraph query {query.name} {asked}".rstrip(), "sh"),
        f"For: {', '.join(query.serves)}. About: {', '.join(query.about)}.",
    ]
    if query.parameters:
        rows = ((f"`{p.name}`", p.type, f"`{p.example}`", _wanted(p)) for p in query.parameters)
        parts.append(_table(("parameter", "type", "example", "meaning"), rows))
    rows = ((f"`{name}`", about) for name, about in query.columns)
    return "\n\n".join((*parts, _table(("column", "meaning"), rows)))


def _wanted(one: query_file.Parameter) -> str:
    return f"{one.about} **Required.**" if one.required else one.about


# ---- Python


def api() -> str:
    """Give the page on what Python can call."""
    parts = []
    for module, names in API.items():
        file = (
            Path(stakhgraph.__file__)
            .parent.joinpath(*f"{module}.py".split(".")[:-1])
            .with_suffix(".py")
        )
        tree = ast.parse(file.read_text(encoding="utf-8"))
        parts.append(f"## stakhgraph.{module}\n\n{_prose(ast.get_docstring(tree))}")
        found = {node.name: node for node in tree.body if isinstance(node, _DEFINED)}
        parts += [_described(found[name]) for name in names]
    return _page(
        "Python",
        "`import stakhgraph` gives `stakhgraph.open`; what it opens has the verbs of the command "
        "line. Everything here is read only, unless a method says that it writes.",
        " · ".join(_link(f"stakhgraph.{module}") for module in API),
        *parts,
    )


_DEFINED = (ast.ClassDef, ast.FunctionDef)


def _described(node: ast.ClassDef | ast.FunctionDef) -> str:
    if isinstance(node, ast.FunctionDef):
        return f"### {node.name}\n\n{_function(node)}"
    bases = ", ".join(map(_source, node.bases))
    parts = [f"### {node.name}", f"A {bases}." if bases else "", _prose(ast.get_docstring(node))]
    fields = [one for one in node.body if isinstance(one, ast.AnnAssign)]
    if fields:
        parts.append(_fence("\n".join(map(_source, fields)), "python"))
    parts += [
        f"#### {node.name}.{one.name}\n\n{_function(one, inside=True)}"
        for one in node.body
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
    ]
    return "\n\n".join(filter(None, parts))


def _function(node: ast.FunctionDef, *, inside: bool = False) -> str:
    ways = {_source(one) for one in node.decorator_list}
    if ways & {"property", "cached_property"}:
        shown = f"{node.name}: {_source(node.returns)}" if node.returns else node.name
    else:
        shown = _signature(node, bound=inside and "staticmethod" not in ways)
    return f"{_fence(shown, 'python')}\n\n{_prose(ast.get_docstring(node))}"


def _signature(node: ast.FunctionDef, *, bound: bool) -> str:
    given = node.args
    if bound:
        (given.posonlyargs or given.args).pop(0)
    returns = f" -> {_source(node.returns)}" if node.returns else ""
    return f"{node.name}({_source(given)}){returns}"


def _source(node: ast.AST) -> str:
    """Give a piece of Python as the formatter would have it."""
    return ast.unparse(node).replace("'", '"')


def _prose(text: str | None) -> str:
    """Give a docstring as Markdown."""
    parts = []
    for part in (text or "").split("\n\n"):
        if part.startswith(">>>"):
            parts.append(_fence(part, "pycon"))
        elif part.startswith("    "):
            parts.append(_fence("\n".join(line[4:] for line in part.split("\n"))))
        elif part != "::":
            parts.append(part.removesuffix("::").replace("``", "`"))
    return "\n\n".join(parts)


# ---- formats


def formats() -> str:
    """Give the page on the forms of exports, answers and pictures."""
    rows = [
        (f"`{one.name}`", f"`{one.suffix}`", one.about, _left_out(one.name))
        for one in export_formats.FORMATS.values()
    ]
    rows.append((f"`{single_file.FORM}`", f"`{single_file.SUFFIX}`", single_file.ABOUT, "nothing"))
    return _page(
        "Formats",
        "## Of the graph: `stakhgraph export`",
        "What a format leaves out, the command tells each time, with numbers.",
        _table(("format", "ending", "what it is", "what it leaves out"), rows),
        "## Of an answer: `stakhgraph query`",
        "A SELECT answers a table, a CONSTRUCT or DESCRIBE a graph, an ASK true or false.",
        _answer_forms(),
        "## Of a picture: `stakhgraph draw`",
        _table(
            ("drawing", "what it shows"), ((f"`{n}`", one.summary) for n, one in FIGURES.items())
        ),
        "Pictures are `svg`, `pdf` or `png`; the last two need the extra: `pip install '.[figures]'` where stakhgraph came from.",
        _table(("basis", "where a work stands"), ((f"`{n}`", t) for n, t in BASES.items())),
    )


def _left_out(name: str) -> str:
    left = sorted(label for label, _ in export_formats.omitted(collect(PROJECT), name))
    return ", ".join(left) or "nothing"


def _answer_forms() -> str:
    triple = (Iri(f"{NS}a"), Iri(f"{NS}b"), Iri(f"{NS}c"))
    kinds = (Table(("a",), ((triple[0],),)), answers.Triples((triple,)), answers.Truth(True))
    rows = ((f"`{form}`", *(_has(kind, form) for kind in kinds)) for form in FORMATS)
    return _table(("format", "table", "graph", "true or false"), rows)


def _has(found: answers.Answer, form: str) -> str:
    try:
        answer_formats.write(found, form)
    except errors.UsageError:
        return "–"
    return "yes"


# ---- vocabulary


def vocabulary() -> str:
    """Give the page on the terms of the ontology."""
    said = _said()
    prefix = "`stakh:` stands for `https://w3id.org/stakhgraph/ns#`."
    classes = [name for name, told in said.items() if f"{OWL}Class" in told[A]]
    properties = [
        name for name, told in said.items() if any(kind.endswith("Property") for kind in told[A])
    ]
    return _page(
        "Vocabulary",
        f"What may be said, from `ontology/`. {prefix}",
        "[Classes](#classes) · [Properties](#properties) · [Coded values](#coded-values)",
        "## Classes",
        *(_term(name, said[name], said, 3) for name in classes),
        "## Properties",
        *(_term(name, said[name], said, 3) for name in properties),
        "## Coded values",
        *_schemes(said),
    )


def _said() -> Said:
    """Give what the ontology says of its own terms, in the order of the files."""
    found: Said = {}
    for name in ("stakh", "schemes", "alignments"):
        for subject, predicate, value in parse.parse_file(
            PROJECT.root / "ontology" / f"{name}.ttl"
        ):
            if isinstance(subject, Iri) and subject.value.startswith(NS):
                told = found.setdefault(subject.value, {A: []})
                told.setdefault(predicate.value, []).append(_text(value))
    return found


def _text(value: Term) -> str:
    return value.value if isinstance(value, Iri | Literal) else value.ntriples()


def _term(name: str, told: dict[str, list[str]], said: Said, level: int) -> str:
    lines = [f"{'#' * level} stakh:{name.removeprefix(NS)}", *told.get(f"{SKOS}definition", [])]
    for word, predicate in _LINES.items():
        values = [_shown(value, said) for value in told.get(predicate, [])]
        if values:
            lines.append(f"- **{word}**: {', '.join(values)}")
    head, *rest = lines[:2], *lines[2:]
    return "\n\n".join((*head, "\n".join(rest))) if rest else "\n\n".join(head)


_LINES = {
    "kind of": f"{RDFS}subClassOf",
    "says of": f"{RDFS}domain",
    "value": f"{RDFS}range",
    "example": f"{SKOS}example",
    "not": f"{NS}counterExample",
    "the same elsewhere": f"{SKOS}exactMatch",
    "close to": f"{SKOS}closeMatch",
    "narrower than": f"{SKOS}broadMatch",
    "wider than": f"{SKOS}narrowMatch",
    "related to": f"{SKOS}relatedMatch",
}


def _shown(value: str, said: Said) -> str:
    if f"{OWL}Class" in said.get(value, {A: []})[A]:
        name = f"stakh:{value.removeprefix(NS)}"
        return f"[{name}](#{slug(name)})"
    return f"`{PROJECT.prefixes.shorten(Iri(value))}`" if value.startswith("http") else value


def _schemes(said: Said) -> Iterator[str]:
    member = f"{SKOS}inScheme"
    for name, told in said.items():
        if f"{SKOS}ConceptScheme" in told[A]:
            yield f"### The list of {told[f'{RDFS}label'][0]}"
            inside = [(n, t) for n, t in said.items() if name in t.get(member, ())]
            yield from (_term(one, about, said, 4) for one, about in inside)


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    (ROOT / "docs" / "architecture.svg").write_text(picture(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
