"""References in the heads of pages: each kind as reference managers and schema.org have it."""

from stakhgraph.debate.search.names import Thing
from stakhgraph.exports import schema_org
from stakhgraph.library import coins, meta_tags
from stakhgraph.library.references import Entry, Name

EDITION = "https://w3id.org/stakhgraph/id/edition/"
DAVIES = Entry(
    "davies", f"{EDITION}davies", "article", "Stakhanovism and the Soviet Economy",
    (Name("Davies", "R. W."), Name("Khlevnyuk", "Oleg")), date="2002-09",
    within="Europe-Asia Studies", volume="54", issue="6", pages="867-904", doi="10.1080/09668",
)  # fmt: skip
COHEN = Entry(
    "cohen", f"{EDITION}cohen", "chapter", "Bolshevism and Stalinism", (Name("Cohen", "Stephen F."),),
    date="1977", within="Stalinism", within_editors=(Name("Tucker", "Robert C."),),
    publisher="Norton", pages="385–94",
)  # fmt: skip
AGAIN = Entry("again", f"{EDITION}again", "chapter", COHEN.title, COHEN.authors, date="1985")
PEUPLE = Entry("lp", f"{EDITION}lp", "issue", "Le peuple", date="1936-01-07/1936-01-08")
WORK = Thing("https://w3id.org/stakhgraph/id/work/cohen", "Cohen, Bolshevism", "work", ())


def test_an_article_names_its_journal_volume_and_pages():
    told = meta_tags.meta(DAVIES)
    assert told[0] == ("bibo:type", "AcademicArticle")
    assert ("citation_journal_title", "Europe-Asia Studies") in told
    assert ("citation_author", "Khlevnyuk, Oleg") in told
    assert ("citation_publication_date", "2002/09") in told
    assert ("citation_lastpage", "904") in told
    journal = schema_org.described(WORK, [DAVIES], DAVIES.iri)["isPartOf"]
    assert (journal["@type"], journal["issueNumber"]) == ("PublicationIssue", "6")
    assert journal["isPartOf"]["isPartOf"] == {"@type": "Periodical", "name": "Europe-Asia Studies"}


def test_a_chapter_names_its_book_and_the_editor_of_that():
    told = meta_tags.meta(COHEN)
    assert ("bibo:type", "Chapter") in told and ("citation_inbook_title", "Stalinism") in told
    assert ("citation_editor", "Tucker, Robert C.") in told
    assert ("citation_lastpage", "394") in told
    assert "rft.genre=bookitem&rft.atitle=Bolshevism+and+Stalinism&rft.btitle=Stalinism" in (
        coins.context_object(COHEN)
    )


def test_an_issue_of_a_newspaper_has_both_of_its_days():
    assert ("bibo:type", "Issue") in meta_tags.meta(PEUPLE)
    found = schema_org.described(WORK, [PEUPLE], PEUPLE.iri)
    assert found["datePublished"] == ["1936-01-07", "1936-01-08"]
    assert "mtx:dc&rft.type=document&rft.title=Le+peuple" in coins.context_object(PEUPLE)


def test_a_work_says_nothing_that_is_true_of_one_edition_only():
    found = schema_org.described(WORK, [COHEN, AGAIN], WORK.iri)
    assert (found["@id"], found["@type"], found["name"]) == (WORK.iri, "Chapter", COHEN.title)
    assert "datePublished" not in found and "isPartOf" not in found
    assert [one["datePublished"] for one in found["workExample"]] == ["1977", "1985"]
