"""The data with which the script of the page filters, walks and explains without the server.

Its keys are those of ``src/lineage/data.ts``.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from stakhgraph.drawing.scene import Scene
from stakhgraph.web.lineage.data import LineageData, Link, Work, WorkStance
from stakhgraph.web.lineage.filters import CORE, core
from stakhgraph.web.lineage.picture import group_links
from stakhgraph.web.lineage.settings import OPTIONS, Settings
from stakhgraph.web.lineage.words import year_words
from stakhgraph.web.urls import slug_of

__all__ = ["page_data"]


def page_data(data: LineageData, settings: Settings, scene: Scene) -> dict[str, Any]:
    """Return settings, works and links as plain values, ready for JSON."""
    groups = {id(link): name for name, link in group_links(scene, data.links).items()}
    return {
        "choice": asdict(settings),
        "usual": asdict(Settings()),
        "core": core(data) if len(data.works) > CORE else None,
        "attitudes": data.attitudes,
        "assumptions": [asdict(one) for one in data.assumptions],
        "works": [_work(work) for work in data.in_order()],
        "arcs": [_link(link, groups.get(id(link), "")) for link in data.links],
    }


def _link(link: Link, group: str) -> dict[str, str]:
    return {
        "of": link.relation,
        "earlier": link.earlier,
        "later": link.later,
        "source": link.source,
        "target": link.target,
        "kind": link.kind,
        "explicitness": link.explicitness,
        "words": link.words,
        "group": group,
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "slug": work.slug,
        "label": work.label,
        "titles": work.titles,
        "authors": work.authors,
        "keys": work.keys,
        "first": work.years("first"),
        "cited": work.years("cited"),
        "years": {basis: year_words(work.years(basis)) for basis in OPTIONS["basis"]},
        "said": [_stance(stance) for stance in work.stances],
    }


def _stance(one: WorkStance) -> dict[str, Any]:
    stance = one.stance
    anchors = [*stance.anchors, *[""] * len(stance.places)]
    return {
        "slug": one.slug,
        "view": one.view,
        "label": one.label,
        "statement": stance.position,
        "attitude": one.attitude,
        "code": one.attitude_code,
        "known": one.attestation,
        "inferred": one.inferred,
        "asked": one.assumptions,
        "reference": one.reference,
        "who": stance.who,
        "certain": stance.certain,
        "reporters": stance.reporters,
        "mode": stance.mode,
        "editions": stance.editions,
        "hedges": stance.hedges,
        "hedgers": stance.hedgers,
        "confidence": stance.confidence,
        "reasons": stance.reasons,
        "notes": stance.notes,
        "documents": stance.documents,
        "evidence": [
            {"place": place, "anchor": slug_of(iri)}
            for place, iri in zip(stance.places, anchors, strict=False)
        ],
    }
