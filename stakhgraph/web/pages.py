"""The pages of a debate: what stands on each, ready for its template in ``web/templates``.

Each function asks the project's own questions through a `Site` and gives a `Page`. Pages are whole
without JavaScript, and say of every view who holds it, who says so, and on which page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from stakhgraph.debate import profiles
from stakhgraph.debate.name_search import Thing
from stakhgraph.debate.profiles import ROLES
from stakhgraph.debate.stances import Stance
from stakhgraph.debate.what_if import CAUTION
from stakhgraph.errors import StakhError, UnknownName, UsageError
from stakhgraph.exports import formats, schema_org
from stakhgraph.library import coins, meta_tags
from stakhgraph.library.references import Entry
from stakhgraph.queries import answering, binding, rewriting
from stakhgraph.queries import catalogue as questions
from stakhgraph.queries.query_file import READERS, Parameter, Query
from stakhgraph.rdf.answers import Answer, Triples, Truth
from stakhgraph.rdf.terms import Iri, Literal, Term
from stakhgraph.web import lineage_view
from stakhgraph.web.site import KINDS, Site
from stakhgraph.wording import counted

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["WEB", "Page", "render"]

WEB = Path(__file__).resolve().parent
"""The folder with templates, style and scripts."""

EXAMPLES = (
    "positions/first-held?view=concept:labour-aristocracy",
    "facts/rival-values?asked=question:record-when",
    "assumptions/who-holds?",
    "lineage/series?asked=lineage:privileged-caste",
    "positions/single-reporter?",
    "productivity/verdicts?",
    "motives/imputed?",
    "responses/soviet-and-western?",
)
"""Questions that the first page shows: name and values."""

_OWN = ("holds", "inferred", "perhaps holds")
_SHOWN = 2_000  # rows of an answer that a page shows
_LONG = 36  # characters of a cell whose column is wide


@dataclass(frozen=True)
class Page:
    """A template, what it shows, and the status of HTTP it is sent with."""

    template: str
    title: str
    context: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


# --------------------------------------------------------------------------------------- templates


def render(page: Page, site: Site | None = None, **more: Any) -> str:
    """Give the HTML of a page; ``more`` is what every page may say of itself, such as ``path``."""
    context = {"title": page.title, "single": False, **page.context, **more}
    if site is not None:
        context |= {
            "digest": site.digest,
            "version": site.version,
            "link": partial(_link, site),
            "address": site.page,
            "short": site.short,
            "label": site.label,
        }
    return _templates().get_template(page.template).render(context)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(WEB / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {"kinds": KINDS, "counted": counted, "query_address": query_address}
    found.globals["context_object"] = coins.context_object
    found.filters |= {"island": island, "upper_first": lambda text: text[:1].upper() + text[1:]}
    found.tests["web"] = lambda text: str(text).startswith(("https://", "http://"))
    return found


def island(value: object) -> Any:
    """Give JSON for a ``<script type="application/json">``, which nothing in it can end."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 (every sign that could end the element is written otherwise)


def _link(site: Site, label: str) -> Any:
    """Give a label as a link to the page of the one thing that has it, or else as it is."""
    from markupsafe import Markup

    path = site.page_called(label)
    return Markup('<a href="{}">{}</a>').format(path, label) if path else label


def query_address(name: str, values: Mapping[str, str] | None = None) -> str:
    """Give the path of a question with its values."""
    told = f"?{urlencode(values, safe=':/')}" if values else ""
    return f"/query/{name}{told}"


# -------------------------------------------------------------------------------------- first page


def home(site: Site) -> Page:
    """Give the first page: what this is, a lineage, the assumptions, questions to begin with."""
    examples = [_example(site, text) for text in EXAMPLES]
    # The longest series says most of what a descent is.
    told = sorted(site.lineages.values(), key=lambda one: -len(one.members))
    lineages = [
        {"thing": thing, "slug": _slug(thing.iri), "told": one}
        for one in told
        for thing in site.of_kind("lineage")
        if thing.label == one.label
    ]
    return Page(
        "home.html",
        site.front["title"],
        {
            "front": site.front,
            "assumptions": _assumptions(site),
            "examples": [one for one in examples if one],
            "lineages": lineages,
            "counts": _counts(site),
            "documents": site.of_kind("doc"),
        },
    )


def _example(site: Site, text: str) -> tuple[str, str] | None:
    name, _, told = text.partition("?")
    found = next((query for query in site.catalogue if query.name == name), None)
    if found is None:
        return None
    values = dict(pair.split("=", 1) for pair in told.split("&") if pair)
    return found.summary, query_address(name, values)


def _counts(site: Site) -> list[tuple[str, int]]:
    rows = site.rows("overview/classes")
    wanted = {"stance": "stances", "work": "works", "person": "people", "citation": "citations",
              "absence": "absences"}  # fmt: skip
    found = {row["class"]: int(row["things"]) for row in rows}
    return [(words, found[name]) for name, words in wanted.items() if name in found]


def _assumptions(site: Site) -> list[dict[str, Any]]:
    """Give the assumptions with their clauses, and how many affirm, contest or leave them open."""
    rows = site.rows("assumptions/who-holds")
    inferred = site.rows("assumptions/inferred-holders")
    found = []
    for whole in site.wholes:
        clauses = _clauses(site, whole)
        labels = {whole.label, *(clause.label for clause in clauses)}
        own = [row for row in rows if row["assumption"] in labels]
        found.append(
            {
                "thing": whole,
                "statement": _fact(site, whole.iri, "statement"),
                "clauses": clauses,
                "attitudes": _attitudes(own),
                "inferred": len({r["holder"] for r in inferred if r["assumption"] in labels}),
            }
        )
    return found


def _clauses(site: Site, whole: Thing) -> list[Thing]:
    rows = site.rows("overview/statements", thing=whole.iri)
    labels = [row["valueLabel"] for row in rows if row["property"] == "has clause"]
    return [thing for label in labels for thing in site.of_kind("assumption") if
            thing.label == label]  # fmt: skip


def _attitudes(rows: Iterable[Mapping[str, str]]) -> list[tuple[str, list[str]]]:
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        found.setdefault(row["attitude"], {})[row["holder"]] = None
    return [(attitude, list(holders)) for attitude, holders in sorted(found.items())]


def _fact(site: Site, iri: str, name: str) -> str:
    rows = site.rows("overview/statements", thing=iri)
    return next((r["valueLabel"] or r["value"] for r in rows if r["property"] == name), "")


def _slug(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


# ------------------------------------------------------------------------------------------ things


def kind(site: Site, name: str) -> Page:
    """Give the list of the things of one kind; UnknownName for a kind without one."""
    if name not in KINDS:
        raise UnknownName(f"there is no list of {name!r}")
    title, about = KINDS[name]
    return Page(
        "kind.html",
        title,
        {"kind": name, "about": about, "things": _listed(site, name), "facts": name == "question"},
    )


def _listed(site: Site, name: str) -> list[dict[str, Any]]:
    """Give the things of a kind; works with their years, in words and as they are sorted."""
    works = site.atlas.works if name == "work" else {}
    found = []
    for one in site.of_kind(name):
        work = works.get(_slug(one.iri))
        stands = work.stands("first") if work else (None, None, True)
        found.append(
            {"thing": one, "year": lineage_view.year_words(stands), "sorted": stands[0] or ""}
        )
    return found


def thing(site: Site, iri: str) -> Page:
    """Give the page of one thing; UnknownName if the graph says nothing of it."""
    if not site.known(iri):
        raise UnknownName("the graph says nothing of this", where=iri)
    if iri not in site.things:
        return _nameless(site, iri)
    found = site.gallery.of(site.things[iri])
    entries = [site.entries[name] for name in _editions(site, iri) if name in site.entries]
    return Page(
        "thing.html",
        found.thing.label,
        {
            "found": found,
            "iri": iri,
            "canonical": site.page(iri),
            "also": [name for name in found.thing.names if name != found.thing.label],
            "facts": _facts(found),
            "roles": [(role, ROLES[role], held, role in _OWN) for role, held in found.positions],
            "counts": _counted(found),
            "asked": _questions_about(site, iri),
            "more": _further(site, found.thing, dict(found.positions)),
            "entries": entries,
            "meta": meta_tags.meta(entries[0]) if len(entries) == 1 else [],
            "linked": schema_org.described(found.thing, entries, iri),
        },
    )


def _facts(found: profiles.Profile) -> list[tuple[str, list[str]]]:
    """Give the facts by property, without the names that stand elsewhere."""
    told: dict[str, list[str]] = {}
    for name, value in found.facts:
        if value not in found.thing.names:
            told.setdefault(name, []).append(value)
    return list(told.items())


def _counted(found: profiles.Profile) -> list[tuple[str, int]]:
    counts = [(role, len(held)) for role, held in found.positions]
    for way in ("cites", "is cited by"):
        times = sum(one.direction == way for one in found.citations)
        if times:
            counts.append((way, times))
    return counts


def _editions(site: Site, iri: str) -> Sequence[str]:
    """Give the references that a page is about: of a work its editions, else the thing itself."""
    return site.editions.get(iri) or (iri,)


def _questions_about(site: Site, iri: str) -> list[tuple[str, str]]:
    """Give the questions of the catalogue that can be asked of a thing."""
    short = site.short(iri)
    found = []
    for query in site.catalogue:
        parameter = binding.takes(query, short.partition(":")[0])
        others = [p for p in query.parameters if p.required and p is not parameter]
        if parameter and not others:
            found.append((query.summary, query_address(query.name, {parameter.name: short})))
    return found


def _further(site: Site, thing: Thing, roles: Collection[str]) -> list[tuple[str, str]]:
    """Give where else one can look at a thing."""
    slug = _slug(thing.iri)
    match thing.kind:
        case "work":
            return [("See it in the lineage", f"/lineage?focus={quote(slug)}")]
        case "assumption":
            return [
                ("See who holds it, in time", f"/lineage?assumption={quote(slug)}"),
                ("Draw it", f"/figure/assumption-{quote(slug)}.svg"),
                ("Set it aside: what loses its support?", f"/what-if?aside={_named(site, thing)}"),
            ]
        case "lineage":
            return [("Draw it", f"/figure/lineage-{quote(slug)}.svg")]
        case "question" if any(row["value"] for row in _factual(site, thing.iri)):
            return [("See the values side by side", f"/fact/{quote(slug)}")]
        case "primary source":
            return [
                ("Set it aside: what loses its support?", f"/what-if?aside={_named(site, thing)}")
            ]
        case "person" | "historian" | "organisation" if "reports" in roles:
            words = "Set the reporter aside: what loses its support?"
            return [(words, f"/what-if?aside={_named(site, thing)}")]
    return []


def _named(site: Site, thing: Thing) -> str:
    return quote(site.short(thing.iri), safe=":")


def _factual(site: Site, question: str) -> list[dict[str, str]]:
    rows = site.rows("facts/rival-values", asked=question)
    return [{"value": row["claimed"]} for row in rows if row["claimed"]]


def _nameless(site: Site, iri: str) -> Page:
    """Give the page of a thing without a name, such as an anchor or a citation."""
    rows = site.rows("overview/statements", thing=iri)
    told: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        value = row["value"]
        told.setdefault(row["property"] or "other", []).append((row["valueLabel"] or value, value))
    mentions: dict[str, list[tuple[str, str, str]]] = {}
    for row in site.rows("overview/mentions", thing=iri):
        one = (row["fromLabel"], row["from"], row["place"])
        mentions.setdefault(row["relation"] or "other", []).append(one)
    passages = [row for row in site.rows("overview/passages") if row["anchor"] == iri]
    name = next((words for words, _ in told.get("label", ())), site.short(iri))
    if passages:
        name = f"Passage: {passages[0]['locator']} of {site.label(passages[0]['document'])}"
    return Page(
        "nameless.html",
        name,
        {
            "iri": iri,
            "canonical": site.page(iri),
            "kind": "passage" if passages else site.short(iri).partition(":")[0],
            "facts": list(told.items()),
            "mentions": list(mentions.items()),
            "passages": passages,
        },
    )


# ------------------------------------------------------------------------------ questions and facts


def fact(site: Site, slug: str) -> Page:
    """Give rival values side by side, none marked as right; UnknownName for no such question."""
    iri = f"{site.project.prefixes.namespaces['question']}{slug}"
    if iri not in site.things:
        raise UnknownName(f"there is no question {slug!r}")
    rows = site.rows("facts/rival-values", asked=iri)
    claims: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if row["claimed"]:
            claims.setdefault(row["claimed"], []).append(row)
    relations = [
        row
        for row in site.rows("facts/relations-of-values")
        if row["one"] in claims or row["other"] in claims
    ]
    return Page(
        "fact.html",
        site.label(iri),
        {
            "iri": iri,
            "claims": [(label, _rival(rows)) for label, rows in claims.items()],
            "untold": [row for row in rows if row["untold"]],
            "relations": [row for row in relations if row["relation"] != "different question"],
            "unlike": [row for row in relations if row["relation"] == "different question"],
            "canonical": f"/fact/{quote(slug)}",
            "page": site.page(iri),
        },
    )


def _rival(rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Put together what is said of one value."""
    first = rows[0]
    rivals = dict.fromkeys(row["rival"] for row in rows if row["rival"])
    said = {tuple((k, v) for k, v in row.items() if k != "rival"): row for row in rows}
    return {"answer": first["answer"], "relation": first["relation"], "rivals": list(rivals),
            "said": list(said.values())}  # fmt: skip


def facts(site: Site) -> Page:
    """Give the questions of fact, those whose values clash first."""
    values: dict[str, dict[str, None]] = {}
    rival: set[str] = set()
    for row in site.rows("facts/rival-values"):
        if row["claimed"]:
            values.setdefault(row["question"], {})[row["claimed"]] = None
            if row["relation"] == "rival":
                rival.add(row["question"])
    by_label = {thing.label: thing for thing in site.of_kind("question")}
    listed = [
        {"thing": by_label[label], "values": list(values[label]), "rival": label in rival}
        for label in sorted(values, key=lambda label: (label not in rival, label))
        if label in by_label
    ]
    return Page("facts.html", "What the sources say of plain facts", {"listed": listed})


def as_of(site: Site, year: str) -> Page:
    """Give the debate as of a year: which questions were open, and who had taken which side.

    Raises UsageError for what is no year.
    """
    known = [row for row in site.rows("positions/on-question") if _number(row.get("year", ""))]
    years = sorted({_number(row["year"]) for row in known})
    chosen = _chosen_year(year, years)
    open_ = site.rows("support/open-questions", asOf=str(chosen))
    by_then: dict[str, list[dict[str, str]]] = {}
    for row in known:
        if _number(row["year"]) <= chosen:
            by_then.setdefault(row["question"], []).append(row)
    names = {row["question"] for row in open_}
    return Page(
        "as-of.html",
        f"The debate as of {chosen}",
        {
            "year": chosen,
            "years": years,
            "open": [(row, by_then.get(row["question"], [])) for row in open_],
            "others": [(q, rows) for q, rows in sorted(by_then.items()) if q not in names],
            "canonical": f"/debate?as-of={chosen}",
        },
    )


def _chosen_year(text: str, years: Sequence[int]) -> int:
    if not text:
        return years[-1] if years else 0
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise UsageError(f"{text[:20]!r} is no year", remedy="Write one such as 1966.")
    return int(text)


def _number(text: str) -> int:
    digits = text.lstrip("≤ ")[:4]
    return int(digits) if digits.isdigit() else 0


def catalogue(site: Site, about: str = "", reader: str = "") -> Page:
    """Give the questions of the catalogue, all or those about something, or for a reader."""
    hits, named = site.bench.search(about, reader=reader)
    topics: dict[str, list[tuple[Query, str]]] = {}
    for hit in hits:
        short = query_address(hit.query.name, hit.values)
        topics.setdefault("best first" if about else hit.query.topic, []).append((hit.query, short))
    return Page(
        "catalogue.html",
        "Questions that can be asked",
        {
            "topics": list(topics.items()),
            "about": about,
            "reader": reader,
            "readers": READERS,
            "thing": named,
            "near": site.bench.near(about) if about and not hits else (),
        },
    )


def question(site: Site, name: str, values: Mapping[str, str]) -> Page:
    """Give a question of the catalogue, its query and its answer for these values.

    Values that are missing or unknown are told on the page, which then has no answer.
    """
    query = questions.find(site.project, name)
    given = {key: value for key, value in values.items() if value}
    context: dict[str, Any] = {
        "query": query,
        "values": given,
        "text": query.text,
        "error": None,
        "table": None,
        "canonical": query_address(query.name, given),
        "choices": {p.name: _choices(site, p) for p in query.parameters},
    }
    status = 200
    try:
        asked, resolved = site.bench.prepared(query, given)
        context["text"] = rewriting.with_values(asked, resolved, prefixes=site.project.prefixes)
        found = answering.answer(asked, on=site.on, params=resolved, prefixes=site.project.prefixes)
        context |= shown(site, found, query)
    except UsageError as exc:
        context["error"] = exc
        status = 200 if not given else 400
    return Page("question.html", query.summary, context, status)


def _choices(site: Site, parameter: Parameter) -> list[tuple[str, str]]:
    """Give the things that a parameter can stand for, as prefixed name and label."""
    spaces = [site.project.prefixes.namespaces.get(kind, "-") for kind in parameter.type.split("/")]
    found = [t for t in site.things.values() if t.iri.startswith(tuple(spaces))]
    found.sort(key=lambda thing: thing.label.casefold())
    return [(site.short(thing.iri), thing.label) for thing in found]


def shown(site: Site, found: Answer, query: Query | None = None) -> dict[str, Any]:
    """Give what a template needs to show an answer."""
    if isinstance(found, Truth):
        return {"truth": found.value, "table": None}
    table = found.table() if isinstance(found, Triples) else found
    about = dict(query.columns) if query else {}
    columns = [(name, _spaced(name), about.get(name, "")) for name in table.columns]
    values = [{row[at] for row in table.rows} for at in range(len(table.columns))]
    same = [at for at, one in enumerate(values) if len(one) == 1 and len(table) > 1]
    rows = [[_cell(site, term) for term in row] for row in table.rows[:_SHOWN]]
    return {
        "truth": None,
        "table": {
            "columns": columns,
            "empty": [columns[at][1] for at, one in enumerate(values) if one <= {None}],
            "same": [(columns[at][1], rows[0][at]) for at in same if rows[0][at][0]],
            "kept": [at for at, one in enumerate(values) if one - {None} and at not in same]
            or [at for at, one in enumerate(values) if one - {None}],
            "rows": rows,
            "long": [max((len(row[at][0]) for row in rows), default=0) > _LONG
                     for at in range(len(columns))],
            "count": len(table),
            "more": len(table) > _SHOWN,
        },
    }  # fmt: skip


def _spaced(name: str) -> str:
    """Write the name of a column in words: yearBasis is year basis."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()


def _cell(site: Site, term: Term | None) -> tuple[str, str]:
    """Give the text of a cell and, if it is a thing of ours, the path of its page."""
    match term:
        case None:
            return "", ""
        case Iri():
            return site.label(term.value), site.page(term.value) or ""
        case Literal():
            return term.value, site.page_called(term.value) or ""
    return term.ntriples(), ""


def what_if(site: Site, names: Sequence[str]) -> Page:
    """Give what loses its support without some things; what cannot be set aside is told."""
    error: StakhError | None = None
    found = None
    try:
        found = site.bench.what_if(*names)
    except UsageError as exc:
        error = exc
    titles = {site.short(thing.iri): thing.label for thing in found.aside} if found else {}
    return Page(
        "what-if.html",
        f"Without {' and '.join(titles.values())}" if titles else "What if",
        {
            "found": found,
            "error": error,
            "caution": CAUTION,
            "chosen": titles,
            "choices": _set_aside_choices(site),
            "address_of": lambda kept: (
                f"/what-if?{urlencode([('aside', k) for k in kept], safe=':')}"
            ),
            "figure": f"/what-if.svg?{urlencode([('aside', k) for k in titles], safe=':')}",
            "canonical": f"/what-if?{urlencode([('aside', k) for k in titles], safe=':')}"
            if titles
            else "/what-if",
        },
        400 if error else 200,
    )


def _set_aside_choices(site: Site) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give what can be set aside and would make a difference, by what it is."""
    reporters = {row["reporter"] for row in site.rows("positions/single-reporter")}
    groups = (
        ("Assumptions and clauses", site.of_kind("assumption")),
        (
            "Reporters",
            [t for k in ("person", "org") for t in site.of_kind(k) if t.label in reporters],
        ),
        ("Primary sources", site.of_kind("source")),
        ("Documents", site.of_kind("doc")),
    )
    return [
        (words, [(site.short(t.iri), t.label) for t in found]) for words, found in groups if found
    ]


# -------------------------------------------------------------------------------------- vocabulary

_LABELS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


def vocabulary(site: Site) -> Page:
    """Give the list of the terms of the ontology, by what they are."""
    rows = site.on.select(_TERMS)
    groups: dict[str, list[dict[str, str]]] = {}
    for row in rows.records():
        groups.setdefault(row["group"], []).append({**row, "path": site.page(row["term"]) or ""})
    return Page("vocabulary.html", "The vocabulary", {"groups": list(groups.items())})


_TERMS = f"""PREFIX rdfs: <{_LABELS}>
PREFIX skos: <{_SKOS}>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?group ?term (STR(?name) AS ?label) (STR(?said) AS ?definition) WHERE {{
  VALUES (?kind ?group) {{
    (owl:Class "Classes") (owl:ObjectProperty "Properties") (owl:DatatypeProperty "Properties")
    (skos:Concept "Coded values")
  }}
  ?term a ?kind ; rdfs:label ?name .
  OPTIONAL {{ ?term skos:definition ?said }}
  FILTER(STRSTARTS(STR(?term), "https://w3id.org/stakhgraph/ns#"))
}}
ORDER BY ?group LCASE(STR(?name)) ?term"""


def term(site: Site, name: str) -> Page:
    """Give the page of a term; UnknownName if the ontology has none of this name."""
    triples = site.term(name)
    told: dict[str, list[tuple[str, str]]] = {}
    for _, predicate, value in triples:
        text, path = _cell(site, value)
        told.setdefault(site.short(predicate.value), []).append((text, path))
    first = {key: values[0][0] for key, values in told.items()}
    things = [thing for thing in site.things.values() if thing.kind == first.get("rdfs:label")]
    return Page(
        "term.html",
        first.get("rdfs:label", name),
        {
            "name_of": name,
            "iri": triples[0][0].value,
            "definition": first.pop("skos:definition", ""),
            "example": first.pop("skos:example", ""),
            "counter": first.pop("stakh:counterExample", ""),
            "rest": [(key, values) for key, values in told.items() if key not in _TOLD],
            "things": things[:12],
            "count": len(things),
            "canonical": f"/vocab/{quote(name)}",
        },
    )


_TOLD = ("skos:definition", "skos:example", "stakh:counterExample", "rdfs:label")


# ------------------------------------------------------------------------------------------- others


def sparql_examples(site: Site) -> list[tuple[str, str]]:
    """Give queries to begin with: words and text."""
    found = []
    for name in ("lineage/series", "assumptions/who-holds", "facts/rival-values"):
        query = next((one for one in site.catalogue if one.name == name), None)
        if query is not None:
            text = "\n".join(x for x in query.text.splitlines() if not x.startswith("#+"))
            found.append((query.summary, f"{text.strip()}\n"))
    return found


def search(site: Site, words: str) -> Page:
    """Give what has these words in its names, in any spelling or alphabet."""
    found = site.search(words)
    return Page(
        "search.html",
        f"Search: {words}" if words else "Search",
        {"words": words, "things": found[:100], "count": len(found)},
    )


def missing(site: Site, words: str) -> Page:
    """Give the page for what is not there, with what is called like it."""
    found = search(site, words.replace("-", " ").replace("/", " "))
    return replace(found, title="There is no such page", template="missing.html", status=404)


def downloads(site: Site) -> Page:
    """Give the page of the exports and drawings."""
    offered = [(name, one.suffix, one.about) for name, one in formats.FORMATS.items()]
    figures = [
        ("works", "Every work and what leads to what"),
        ("citations", "Who cites whom, in time"),
    ]
    figures += [("decades", "The positions in time")]
    figures += [(f"lineage-{_slug(t.iri)}", t.label) for t in site.of_kind("lineage")]
    figures += [(f"assumption-{_slug(t.iri)}", t.label) for t in site.wholes]
    return Page("download.html", "Take it away", {"formats": offered, "figures": figures})


def plain(template: str, title: str) -> Callable[[Site], Page]:
    """Give the function for a page that says the same of every graph."""
    return lambda _: Page(template, title)


helping = plain("help.html", "Help")


def about(site: Site) -> Page:
    """Give the page that says what this is, which version, and how to cite it."""
    context = {"documents": site.of_kind("doc"), "licences": _licences()}
    return Page("about.html", "About", context)


def _licences() -> str:
    """Give the licences of the software that the built scripts contain, each file once."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(WEB.glob("dist/licences-*.md"))]
    return "\n".join(dict.fromkeys(texts))


def fault(status: int, title: str, message: str, request: str = "") -> Page:
    """Give the page that tells of an error in one line."""
    return Page("error.html", title, {"message": message, "request": request}, status)


def of_error(exc: StakhError, status: int, request: str = "") -> Page:
    """Give the page for an error that a reader can act on."""
    told = " ".join(filter(None, (f"{exc.message.rstrip('.')}.", exc.remedy)))
    return fault(status, "This cannot be answered", told[:1].upper() + told[1:], request)


def sides(position: Stance) -> str:
    """Give who holds a position, in words."""
    if position.certain:
        return " and ".join(position.holders)
    return f"perhaps {' or '.join(position.holders)}"


def entry_words(entry: Entry) -> str:
    """Give a reference in one line: author, title, what it stands in, publisher, year, pages.

    >>> entry_words(Entry("x", "", "chapter", "A Part", within="A Whole", date="1977", pages="3–9"))
    'A Part. In A Whole. 1977. pp. 3–9.'
    """
    names = "; ".join(", ".join(filter(None, (n.family, n.given))) for n in entry.authors)
    editors = "; ".join(" ".join(filter(None, (n.given, n.family))) for n in entry.editors)
    number = ", no. ".join(filter(None, (entry.volume, entry.issue)))
    place = ": ".join(filter(None, (entry.place, entry.publisher)))
    pages = f"{'pp.' if re.search('[-–,]', entry.pages) else 'p.'} {entry.pages}"
    parts = (
        names,
        entry.title,
        _within(entry),
        number and f"{'Vol.' if entry.volume else 'No.'} {number}",
        editors and f"Ed. {editors}",
        entry.edition,
        place,
        entry.date.replace("/", "–") or ("" if entry.kind == "periodical" else "n.d."),
        entry.pages and pages,
    )
    return " ".join(
        part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part
    )


def _within(entry: Entry) -> str:
    """Give what a text stands in, with its editors."""
    editors = ", ".join(" ".join(filter(None, (n.given, n.family))) for n in entry.within_editors)
    told = f"{entry.within}, ed. {editors}" if editors else entry.within
    return told if entry.kind == "article" or not told else f"In {told}"
