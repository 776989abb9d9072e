"""The lineage explorer in a real browser: each acceptance point of the page as a short test."""

import re
from itertools import combinations
from time import perf_counter
from typing import Any

import pytest

from stakhgraph import spelling

from .conftest import NEEDS_AXE, Visit, axe, expect, follow

FOCUS = "filtzer-soviet-workers"
ASKED = "assumption-3-stratum"
LIVE = ".explorer.live"

# Milliseconds in which the panel of a work opens: the fastest of seven times, since other programs
# share the machine.
FASTEST_PANEL = """async slug => { const took = [];
  for (let i = 0; i < 7; i++) {
    const start = performance.now();
    document.querySelector(`[data-work=${slug}] a`).dispatchEvent(
      new MouseEvent('click', {bubbles: true, cancelable: true}));
    document.querySelector('#panel').getBoundingClientRect();
    await new Promise(requestAnimationFrame);
    took.push(performance.now() - start);
    document.querySelector('[data-close]').click();
    await new Promise(requestAnimationFrame);
  }
  return Math.min(...took); }"""


def opened(visit: Any, path: str, **options: Any) -> Any:
    """Return a page of the explorer, once its script runs."""
    page = visit(path, **options).page
    page.wait_for_selector(LIVE)
    return page


def kept(page: Any) -> list[str]:
    """Return the works that are not dimmed."""
    found: list[str] = page.eval_on_selector_all(
        "#plot [data-work]:not([data-out])", "all => all.map(one => one.dataset.work)"
    )
    return sorted(found)


def boxes(page: Any) -> dict[str, list[float]]:
    """Return left, top, right and bottom of the box of each work, in pixels of the page."""
    found: dict[str, list[float]] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('#plot [data-work]')].map(one => {
          const box = one.querySelector('rect').getBoundingClientRect();
          return [one.dataset.work, [box.left, box.top, box.right, box.bottom]];
        }))"""
    )
    return found


def focused(page: Any) -> str:
    """Return the work that has the focus."""
    found: str = page.evaluate(
        "() => document.activeElement.closest('[data-work]')?.dataset.work ?? ''"
    )
    return found


# ---------------------------------------------------------------------------------- 1: the picture


def test_every_dated_work_has_a_label_at_its_year_and_none_lies_on_another(visit: Any) -> None:
    page = opened(visit, "/lineage")
    for a, b in combinations(boxes(page).values(), 2):
        assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]
    year, x, step = map(float, page.get_attribute("#plot", "data-scale").split())
    places = page.evaluate(
        """() => [...document.querySelectorAll('#plot [data-work]')].map(one => {
          const mark = one.querySelector('.mark').getBBox();
          return [one.dataset.work, mark.x + mark.width / 2, one.querySelector('.label').textContent];
        })"""
    )
    dated = [(at, re.search(r"(\d{4})$", label)) for _, at, label in places]
    assert sum(bool(found) for _, found in dated) >= 40
    for at, found in dated:
        if found:
            assert abs(at - (x + (int(found[1]) - year) * step)) < 0.5


def test_the_page_is_ready_about_as_fast_as_a_page_of_text(visit: Any) -> None:
    def fastest(path: str, ready: str) -> float:
        """Return the shortest of five times, since other programs share the machine."""
        found, took = visit(), []
        for _ in range(5):
            start = perf_counter()
            found.go(path)
            found.page.wait_for_selector(ready)
            took.append(perf_counter() - start)
        return min(took)

    assert fastest("/lineage", LIVE) < 15 * fastest("/help", "h1")


def test_no_label_is_wider_than_its_box(visit: Any) -> None:
    page = opened(visit, "/lineage")
    wide = page.evaluate(
        """() => [...document.querySelectorAll('#plot [data-work]')].filter(one => {
          const box = one.querySelector('rect').getBBox(), text = one.querySelector('.label').getBBox();
          return text.x < box.x || text.x + text.width > box.x + box.width;
        }).map(one => one.dataset.work)"""
    )
    assert wide == []


# ----------------------------------------------------------------------------------- 2: the filters


def test_a_filter_is_in_the_address_moves_nothing_and_survives_back_and_reload(visit: Any) -> None:
    page = opened(visit, "/lineage")
    before = boxes(page)
    page.select_option("[name=assumption]", ASKED)
    page.wait_for_url(f"**/lineage?assumption={ASKED}")
    assert page.text_content("#count").startswith("5 of 54 works")
    assert len(kept(page)) == 5
    after = boxes(page)
    shift = after["annales"][1] - before["annales"][1]
    assert all(
        abs(after[w][0] - at[0]) < 0.1 and abs(after[w][1] - at[1] - shift) < 0.1
        for w, at in before.items()
    )
    page.go_back()
    expect(page.locator("#count")).to_have_text(re.compile("^54 of"))
    page.go_forward()
    expect(page.locator("#count")).to_have_text(re.compile("^5 of"))
    page.reload()
    page.wait_for_selector(LIVE)
    assert len(kept(page)) == 5
    assert page.input_value("[name=assumption]") == ASKED


ADDRESSES = [
    "/lineage",
    f"/lineage?assumption={ASKED}&stance=rejects",
    "/lineage?stance=agnostic",
    "/lineage?from=1936&to=1960",
    "/lineage?from=1960&to=1970&basis=cited",
    f"/lineage?focus={FOCUS}",
    f"/lineage?focus={FOCUS}&depth=all&explicitness=stated",
    "/lineage?focus=siegelbaum-stakhanovism&links=citations&depth=2",
    f"/lineage?focus={FOCUS}&links=both",
    f"/lineage?a=trotsky-revolution-betrayed&b={FOCUS}",
    "/lineage?assumption=clause-2b-taylorism&sort=-views&view=table",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_with_and_without_script_the_same_is_shown(visit: Any, address: str) -> None:
    state = """() => ({
      count: document.querySelector('#count').textContent,
      kept: [...document.querySelectorAll('#plot [data-work]:not([data-out])')].map(w => w.dataset.work),
      links: [...document.querySelectorAll('#plot [data-arc]:not([data-off]):not([data-out])')].map(l => l.id),
      rows: [...document.querySelectorAll('#twin tbody tr:not([hidden])')].map(r => r.innerText),
      chips: [...document.querySelectorAll('#active li')].map(li => li.innerText.trim()),
    })"""
    plain = visit(address, java_script_enabled=False).page
    live = opened(visit, address)
    found = live.evaluate(state)
    html = plain.content()
    assert f'id="count" role="status">{found["count"]}' in html
    assert len(
        re.findall(r'data-work="[^"]+" data-lane="\d+" data-x="[^"]+" data-y="[^"]+">', html)
    ) == len(found["kept"])
    rows = re.findall(r'<tr role="row" data-work="([^"]+)">', html)
    assert rows == live.eval_on_selector_all(
        "#twin tbody tr:not([hidden])", "all => all.map(one => one.dataset.work)"
    )
    for words in found["chips"]:
        assert words.removesuffix(" drop").replace("“", "“") in html


def test_choosing_one_by_one_is_the_same_as_the_address_at_once(visit: Any) -> None:
    page = opened(visit, "/lineage")
    page.select_option("[name=focus]", FOCUS)
    page.select_option("[name=links]", "both")
    page.select_option("[name=depth]", "all")
    page.wait_for_url("**/lineage?focus=*&depth=all&links=both")
    assert kept(opened(visit, page.url.removeprefix(page.url.split("/lineage")[0]))) == kept(page)


def test_markers_change_with_the_assumption_and_stay_where_they_are(visit: Any) -> None:
    page = opened(visit, "/lineage")
    page.select_option("[name=assumption]", ASKED)
    page.wait_for_url("**assumption=**")
    work = "siegelbaum-stakhanovism"
    live = page.eval_on_selector(
        f"[data-work={work}] .mark", "one => one.getBoundingClientRect().x"
    )
    fresh = opened(visit, f"/lineage?assumption={ASKED}")
    drawn = fresh.eval_on_selector(
        f"[data-work={work}] .mark", "one => one.getBoundingClientRect().x"
    )
    assert abs(live - drawn) < 1.5
    assert page.locator(f"[data-work={work}] .mark polygon").count() == 1  # a square: it rejects


# ------------------------------------------------------------------------------------- 3: the panel


def test_a_click_opens_the_panel_of_a_work_with_both_pages(visit: Any) -> None:
    page = opened(visit, "/lineage")
    page.click("[data-work=deutscher-soviet-trade-unions] a")
    panel = page.locator("#panel")
    assert panel.locator("[data-stance]").count() == 5
    text = panel.inner_text()
    assert "Deutscher 107–9, 113–14, as reported in Siegelbaum 5 n. 17" in text
    assert "Reported by: Lewis H. Siegelbaum, quoted in part" in text
    assert "Confidence of the editors: high" in text
    link = panel.locator(".evidence a").first.get_attribute("href")
    assert link.startswith("/anchor/002-")
    page.goto(f"{page.url.split('/lineage')[0]}{link}")
    assert "p. 5 n. 17" in page.inner_text("main")


def test_a_panel_opens_as_fast_in_a_picture_of_five_hundred_works(visit: Any) -> None:
    page = opened(visit, "/lineage")
    few = page.evaluate(FASTEST_PANEL, "siegelbaum-stakhanovism")
    # As many groups as 500 works have, around the one that is opened.
    page.evaluate(
        """() => { const works = document.querySelector('#lineage-works');
          const all = [...works.children];
          for (let i = 0; i < 446; i++) works.append(all[i % all.length].cloneNode(true)); }"""
    )
    many = page.evaluate(FASTEST_PANEL, "siegelbaum-stakhanovism")
    page.dispatch_event("[data-work=siegelbaum-stakhanovism] a >> nth=0", "click")
    expect(page.locator("#panel [data-stance]")).to_have_count(115)
    assert many < 10 * few


# -------------------------------------------------------------------------------------- 5: the keys


def test_by_keys_alone_to_the_graph_three_steps_a_panel_and_back(visit: Any) -> None:
    page = opened(visit, "/lineage")
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page):
            break
    assert focused(page)
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert focused(page) == "lenin-ocherednye-zadachi"
    page = opened(visit, f"/lineage?focus={FOCUS}&depth=all")
    page.focus("#plot a[tabindex='0']")
    assert focused(page) == FOCUS
    page.keyboard.press("ArrowLeft")
    first = focused(page)
    assert page.text_content("#spoken").startswith("1 of 2, from which it takes: ")
    page.keyboard.press("ArrowLeft")
    second = focused(page)
    assert page.text_content("#spoken").startswith("2 of 2")
    assert second != first
    page.keyboard.press("ArrowRight")
    third = focused(page)
    assert third not in ("", second)
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "panel-head"
    page.keyboard.press("Escape")
    assert focused(page) == third
    page.keyboard.press("Escape")
    page.wait_for_url("**/lineage")
    assert page.text_content("#spoken").startswith("All filters dropped. 54 of 54")


def test_the_graph_is_one_tab_stop_and_the_focus_is_seen(visit: Any) -> None:
    page = opened(visit, "/lineage")
    assert page.locator("#plot a[tabindex='0']").count() == 1
    page.focus("#plot a[tabindex='0']")
    page.keyboard.press("ArrowDown")
    width = "() => getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth"
    assert float(page.evaluate(width).removesuffix("px")) >= 3


def test_other_keys_find_turn_and_zoom(visit: Any) -> None:
    page = opened(visit, "/lineage")
    page.focus("#plot a[tabindex='0']")
    page.keyboard.press("+")
    assert float(page.get_attribute("#plot", "width")) > 1600
    page.keyboard.press("0")
    assert float(page.get_attribute("#plot", "width")) == 1370
    page.keyboard.press("/")
    assert page.evaluate("() => document.activeElement.id") == "find"
    page.keyboard.press("Escape")
    assert focused(page)
    page.keyboard.press("t")
    page.wait_for_url("**/lineage?view=table")
    assert page.locator(".picture").is_hidden()
    page.keyboard.press("t")
    page.wait_for_url("**/lineage")
    assert page.locator(".picture").is_visible()


# ---------------------------------------------------------------------- 6, 7: what is heard instead


def test_the_accessibility_tree_has_every_work_with_stances_and_counts(visit: Any) -> None:
    page = opened(visit, "/lineage")
    names = page.get_by_role("button", name=re.compile(r"views?\. "))
    heard = [names.nth(at).get_attribute("aria-label") for at in range(names.count())]
    assert len(heard) == 54
    assert any(
        "Trotsky, Revolution Betrayed 1937. 1937, cited from 1965. Affirms clause 3b (inferred by the "
        "editors). 7 views. Taken up by 2, cited by 1" in one
        for one in heard
    )
    tree = page.locator("#plot").aria_snapshot()
    assert tree.count("- button") == 54


def test_the_table_twin_has_caption_scope_and_sort(visit: Any) -> None:
    page = opened(visit, "/lineage")
    assert "54 of 54 works" in page.inner_text("#twin caption")
    assert page.locator("#twin thead th[scope=col]").count() == 6
    assert page.locator("#twin tbody th[scope=row]").count() == 54
    page.click("#twin [data-key=views] a")
    page.click("#twin [data-key=views] a")
    page.wait_for_url("**/lineage?sort=-views")
    assert page.get_attribute("#twin [data-key=views]", "aria-sort") == "descending"
    assert page.inner_text("#twin tbody tr:first-child th") == (
        "Siegelbaum, Stakhanovism and the Politics of Productivity"
    )


KINDS = [
    "/lineage",
    "/lineage?view=table",
    f"/lineage?focus={FOCUS}&links=both",
    "/lineage?from=1900&to=1901",
    "/lineage?focus=nobody",
]


@NEEDS_AXE
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", KINDS)
def test_axe_finds_nothing(visit: Any, address: str, scheme: str) -> None:
    page = opened(visit, address, color_scheme=scheme)
    assert axe(page) == []


@NEEDS_AXE
def test_axe_finds_nothing_with_an_open_panel(visit: Any) -> None:
    page = opened(visit, "/lineage")
    page.click(f"[data-work={FOCUS}] a")
    assert axe(page) == []


# -------------------------------------------------------------------------- 8, 17: addresses, notices


def test_an_address_shows_the_same_in_a_fresh_profile(visit: Any) -> None:
    page = opened(visit, "/lineage")
    page.select_option("[name=stance]", "rejects")
    page.fill("[name=from]", "1950")
    page.keyboard.press("Enter")
    page.wait_for_url("**stance=rejects&from=1950")
    address = page.get_attribute("#permalink", "href")
    fresh = visit()
    fresh.page.goto(address)
    fresh.page.wait_for_selector(LIVE)
    assert kept(fresh.page) == kept(page)


def test_an_unknown_focus_gets_a_notice(visit: Any) -> None:
    page = opened(visit, "/lineage?focus=nobody-1999")
    assert "No work is called “nobody-1999”" in page.inner_text(".notice")
    assert page.text_content("#count").startswith("54 of 54")


def test_an_empty_filter_names_the_filters_with_a_button_to_drop_each(visit: Any) -> None:
    page = opened(visit, "/lineage")
    page.fill("[name=from]", "1900")
    page.fill("[name=to]", "1901")
    page.keyboard.press("Enter")
    page.wait_for_selector("#empty:not([hidden])")
    assert "years 1900–1901" in page.inner_text("#empty")
    page.click("#empty a")
    page.wait_for_url("**/lineage")
    assert page.locator("#empty").is_hidden()
    assert page.input_value("[name=from]") == ""


def test_a_notice_says_that_a_path_leads_the_other_way(visit: Any) -> None:
    page = opened(visit, "/lineage")
    page.select_option("[name=a]", FOCUS)
    page.select_option("[name=b]", "trotsky-revolution-betrayed")
    page.wait_for_selector(".notice")
    assert "One leads from Trotsky" in page.inner_text(".notice")


# --------------------------------------------------------------------------- 11, 13: CSP, no script


def test_the_page_has_its_policy_and_asks_no_other_host(visit: Any) -> None:
    found: Visit = visit()
    answer = found.page.goto(f"{found.site}/lineage")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    found.page.wait_for_selector(LIVE)
    assert len(found.requests) >= 4  # after every test, the log may name no other host


def test_without_script_there_are_picture_table_and_pages(visit: Any) -> None:
    page = visit(f"/lineage?focus={FOCUS}", java_script_enabled=False).page
    assert page.locator("#plot").is_visible()
    assert page.locator("#twin tbody tr:not([hidden])").count() == 3
    page.select_option("[name=assumption]", ASKED)
    page.select_option("[name=focus]", "")
    follow(page, "text=Apply", f"**/lineage?assumption={ASKED}*")
    assert "5 of 54 works" in page.inner_text("#count")
    work = "siegelbaum-stakhanovism"
    follow(page, f"#plot [data-work={work}] a", f"**/work/{work}")
    assert "Siegelbaum" in page.inner_text("h1")


# -------------------------------------------------------------- 14, 15, 16, 23: print, dark, narrow


def test_print_is_black_on_white_with_legend_and_address_and_no_controls(visit: Any) -> None:
    page = opened(visit, f"/lineage?assumption={ASKED}", color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator("#controls").is_hidden()
    assert page.locator(".search").first.is_hidden()
    assert page.locator(".legend dl").is_visible()
    assert ASKED in page.inner_text("#permalink")
    ink, paper = page.evaluate(
        """() => [getComputedStyle(document.querySelector('#plot [data-work]:not([data-out]) .label')).fill,
                  getComputedStyle(document.body).backgroundColor]"""
    )
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")


def test_dark_follows_the_system_and_a_choice_is_kept(visit: Any) -> None:
    page = opened(visit, "/lineage", color_scheme="dark")
    box = "() => getComputedStyle(document.querySelector('#plot .pill')).fill"
    assert page.evaluate(box) == "rgb(33, 31, 28)"
    sample, ink = page.evaluate(
        """() => [getComputedStyle(document.querySelector('.legend path')).stroke,
                  getComputedStyle(document.body).color]"""
    )
    assert sample == ink
    page.click("button.theme")
    assert page.evaluate(box) == "rgb(255, 255, 255)"
    page.reload()
    page.wait_for_selector(LIVE)
    assert page.evaluate(box) == "rgb(255, 255, 255)"


def test_forced_colours_and_reduced_motion_are_respected(visit: Any) -> None:
    page = opened(visit, "/lineage", forced_colors="active", reduced_motion="reduce")
    moves = "() => getComputedStyle(document.querySelector('#plot .work')).transitionDuration"
    assert page.evaluate(moves) == "0s"
    shades = page.evaluate(
        """() => { const one = document.querySelector('#plot [data-work]');
          return [one.querySelector('.label'), one.querySelector('rect')].map(e => getComputedStyle(e).fill); }"""
    )
    assert shades[0] != shades[1]


def test_on_a_narrow_screen_the_table_comes_first_and_nothing_scrolls_sideways(visit: Any) -> None:
    page = opened(visit, "/lineage", viewport={"width": 390, "height": 844})
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    table, picture = (page.locator(s).bounding_box()["y"] for s in ("#twin", "#plot"))
    assert table < picture
    page.locator("[data-work=trotsky-revolution-betrayed] a").first.click()
    assert page.locator("#panel").is_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390


# ----------------------------------------------------------------------- 19, 21: basis, spellings


def test_the_basis_moves_trotsky_from_1937_to_1965(visit: Any) -> None:
    page = opened(visit, "/lineage")
    row = "#twin [data-work=trotsky-revolution-betrayed] .when"
    at = "#plot [data-work=trotsky-revolution-betrayed]"
    first = float(page.get_attribute(at, "data-x"))
    assert page.inner_text(row) == "1937, cited from 1965"
    page.select_option("[name=basis]", "cited")
    page.wait_for_url("**basis=cited")
    expect(page.locator(row)).to_have_text(re.compile("^1965"))
    year, x, step = map(float, page.get_attribute("#plot", "data-scale").split())
    assert abs(float(page.get_attribute(at, "data-x")) - (x + (1965 - year) * step)) < 0.5
    assert float(page.get_attribute(at, "data-x")) > first
    page.go_back()
    expect(page.locator(row)).to_have_text(re.compile("^1937"))
    assert float(page.get_attribute(at, "data-x")) == first


def test_any_spelling_finds_the_same(visit: Any) -> None:
    page = opened(visit, "/lineage")
    found = {}
    for name in ("Стаханов", "Stahanov", "stakhanov", "Stachanow"):
        page.fill("#find", name)
        found[name] = page.eval_on_selector_all(
            "#plot [data-found]", "all => all.map(one => one.dataset.work)"
        )
    assert len(found["Стаханов"]) >= 3
    assert len({tuple(names) for names in found.values()}) == 1
    page.fill("#find", "Троцкий")
    page.keyboard.press("Enter")
    assert focused(page) == "trotsky-revolution-betrayed"


NAMES = ["Хлевнюк", "Khlevniuk", "Trotskyi", "Société", "Рогачевская", "Filtzer", "Ždanov", "Czech",
         "Schwarz", "Lel'chuk", "Ordzhonikidze", "collectivisation", "Ходжаев", "Щербаков"]  # fmt: skip


def test_page_and_server_have_the_same_rules_of_spelling(visit: Any) -> None:
    page = opened(visit, "/lineage")
    # The page has no function of this to call: what it finds shows how it spells.
    for name in NAMES:
        page.fill("#find", name)
        found = page.inner_text("#found")
        keys = page.evaluate(
            "() => JSON.parse(document.querySelector('#data').textContent).works.map(w => w.keys)"
        )
        target = spelling.key(name)
        expected = sum(any(f" {target}" in f" {key}" for key in own) for own in keys)
        assert found.startswith(f"{expected} work"), name
