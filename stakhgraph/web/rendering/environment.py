"""The Jinja environment of the site, and the functions that turn a page or a part into HTML.

Everything is escaped unless a template says otherwise; an undefined variable is an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from stakhgraph.debate.attitudes import includes, verb
from stakhgraph.library import coins
from stakhgraph.web.front_end import TEMPLATES
from stakhgraph.web.rendering.json_island import json_island
from stakhgraph.web.rendering.links import label_link, licence_name, query_address
from stakhgraph.web.rendering.page import Frame, Page
from stakhgraph.web.rendering.reference_line import reference_line
from stakhgraph.web.site import KINDS, Site
from stakhgraph.wording import counted, page_range, page_word

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["render", "render_template"]


def render(page: Page, site: Site, frame: Frame) -> str:
    """Return the HTML of a page.

    In a frame of the single file this is only what stands inside ``<main>``.
    """
    return render_template(page.template, page.title, page.variables, site, frame)


def render_template(
    template: str, title: str, variables: Mapping[str, Any], site: Site, frame: Frame
) -> str:
    """Return the HTML of any template, such as the header of the site."""
    known = {
        "title": title,
        **variables,
        "path": frame.path,
        "menu": frame.menu,
        "name": frame.name,
        "single": frame.single,
        "offline": frame.offline,
        "debate": frame.debate,
        "data_licence": site.front["licence"] if frame.debate else "",
        "digest": site.digest,
        "version": site.version,
        "link": partial(label_link, site),
        "address": site.page,
        "short": site.short,
        "label": site.label,
    }
    return _environment().get_template(template).render(known)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # or the file of every template is looked at for every page
    )
    environment.globals |= {
        "kinds": KINDS,
        "counted": counted,
        "page_range": page_range,
        "page_word": page_word,
        "includes": includes,
        "verb": verb,
        "query_address": query_address,
        "context_object": coins.context_object,
        "reference": reference_line,
    }
    environment.filters |= {
        "island": json_island,
        "licence_name": licence_name,
        "upper_first": lambda text: text[:1].upper() + text[1:],
    }
    return environment
