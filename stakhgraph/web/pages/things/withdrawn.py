"""The page of a withdrawn record: why it was withdrawn, and what took its place."""

from __future__ import annotations

from stakhgraph.debate.withdrawals import Withdrawal
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["withdrawn"]


def withdrawn(site: Site, withdrawal: Withdrawal) -> Page:
    """Return the page of a withdrawn record."""
    return Page(
        "things/withdrawn",
        f"Withdrawn: {withdrawal.label or site.short(withdrawal.iri)}",
        {
            "withdrawal": withdrawal,
            "canonical": site.page(withdrawal.iri),
            "kind": site.short(withdrawal.iri).partition(":")[0],
        },
    )
