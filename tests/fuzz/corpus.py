"""Valid examples of each format, from the tests and, if it is there, from W3C's suites; and its words."""

from collections.abc import Iterator
from pathlib import Path

from tests import ROOT
from tests.fuzz.mutation import Grammar
from tests.suites.w3c import FOLDER

NETWORKS = ROOT / "tests" / "networks"
LONGEST = 6_000
"""The most bytes of an example: changes of a longer one rarely meet anything."""


def files(*patterns: str, under: Path = ROOT, most: int = 150) -> tuple[bytes, ...]:
    """Return the short files of these names below a folder, in the order of their names."""
    every = sorted(file for pattern in patterns for file in under.rglob(pattern))
    short = [file for file in every if file.is_file() and 0 < file.stat().st_size <= LONGEST]
    step = max(1, len(short) // most)
    return tuple(file.read_bytes() for file in short[::step])


def suite(folder: str, *patterns: str) -> tuple[bytes, ...]:
    """Return the files of one of W3C's suites; none without STAKHGRAPH_W3C_SUITE."""
    return files(*patterns, under=Path(FOLDER) / folder) if FOLDER else ()


def _words(text: str) -> tuple[bytes, ...]:
    return tuple(text.encode().split())


TURTLE = Grammar(
    _words(
        "@prefix @base PREFIX BASE a true false [] () << >> ^^ @en @en--ltr \"\"\" ''' _:b ex:x <x> "
        '<< <<( )>> {| |} { } GRAPH "x"^^xsd:integer "x"@de # ; , . \\u0041 \\U0001F9EA <http://[::1>'
    ),
    ((b"[ <p> ", b"]"), (b"( ", b" )"), (b"<< ", b" >>"), (b"<<( ", b" )>>"), (b"{ ", b" }")),
)
XML = Grammar(
    (
        *_words(
            '<!--x--> <![CDATA[x]]> <?x?> &amp; &lt; &x; xmlns="" xml:lang="x" xml:base="x" /> </'
        ),
        b'<!DOCTYPE x [<!ENTITY x "y"><!ENTITY y "&x;&x;">]>',
        b'<?xml version="1.0" encoding="UTF-16"?>',
        b'<?xml version="1.0" encoding="x"?>',
        *_words(
            "rdf:about rdf:ID rdf:nodeID rdf:resource rdf:parseType='Collection' rdf:li rdf:_1"
        ),
        *_words("rdf:parseType='Literal' rdf:datatype rdf:Description node edge source target key"),
    ),
    ((b"<x>", b"</x>"), (b"<rdf:Description><rdf:li>", b"</rdf:li></rdf:Description>")),
)
JSON = Grammar(
    (
        *_words(
            'null true false {} [] "" : , 1e999 -0 NaN Infinity "\\ud800" "\\u0000" {"x":1} [[]]'
        ),
        *_words('"@id" "@type" "@graph" "@context" "@list" "@set" "@value" "@language" "@reverse"'),
        *_words('"@base" "@vocab" "@import" "@nest" "@included" "@version" "@propagate" "@index"'),
        *_words('"id" "nodes" "links" "edges" "source" "target" "results" "bindings" "type" "uri"'),
        b'"@context": "http://127.0.0.1:9/x",',
    ),
    ((b"[", b"]"), (b'{"x":', b"}"), (b'{"@list":[', b"]}"), (b'{"@id":"x","p":', b"}")),
)
TABLE = Grammar(
    (
        *_words('citing cited source target from to year 1988 -5 NA ; , | " \'\' "x,y"'),
        b"\t",
        b'"\n"',
    ),
    ((b'"', b'"'),),
)
PAJEK = Grammar(
    (
        *_words(
            '*Vertices *Arcs *Edges *Arcslist *Edgeslist *Matrix *Partition *Vector *Network "'
        ),
        *_words("1 2 3 -1 0 99 box ic Red *Vertices* [1-2] % *vertices 5 2 x_fact"),
        b"\n*Arcs\n1 2\n",
        b"\n*Vertices 999999999\n",
        b"\n*Matrix\n",
    )
)
GML = Grammar(
    (*_words('graph node edge [ ] id label source target directed 1 "x" # Creator'), b"\nedge [\n"),
    ((b"graph [ ", b" ]"), (b"node [ ", b" ]")),
)
SPARQL = Grammar(
    _words(
        "SELECT ASK CONSTRUCT DESCRIBE WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES UNDEF AS IN "
        "NOT EXISTS GROUP BY HAVING ORDER LIMIT OFFSET DISTINCT REDUCED FROM NAMED SERVICE PREFIX BASE "
        "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT REGEX REPLACE STR LANG DATATYPE IRI BNODE CONCAT IF "
        "COALESCE SEPARATOR INSERT DELETE LOAD ?s ?p ?o $x * / | ^ + ? ! ( ) { } [ ] . ; , a <x> ex:x "
        '"x" "x"@en 1 1.5 true ^^ && || = != < > << >> {} () [] # _:b LATERAL TRIPLE ADJUST \\u0041'
    ),
    (
        *(
            (b"{ ", b" }"),
            (b"( ", b" )"),
            (b"[ <p> ", b" ]"),
            (b"!( ", b")"),
            (b"OPTIONAL { ", b"}"),
        ),
        *(
            (b"{ SELECT * { ", b" } }"),
            (b"FILTER(1 IN (", b"))"),
            (b"<< ", b" >>"),
            (b"1 + (", b")"),
        ),
    ),
)
HTTP = Grammar(
    (
        *(b"Host: localhost\r\n", b"Host: [::1]\r\n", b"Host: localhost:80@evil\r\n", b"Accept: "),
        *(b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n", b"Expect: 100-continue\r\n"),
        *(
            b"Accept-Encoding: gzip;q=0\r\n",
            b"If-None-Match: *\r\n",
            b"Origin: null\r\n",
            b"\r\n\r\n",
        ),
        *(b"Range: bytes=0-\r\n", b"Connection: Upgrade\r\nUpgrade: websocket\r\n", b"HTTP/1.1"),
        *_words(
            "HEAD POST PUT OPTIONS * // /../ ;q= q=0.0001 */* text/turtle query= default-graph-uri="
        ),
        *(
            b"\r\nx-evil: 1",
            b"%0d%0ax-evil: 1",
            b"<xss>",
            b"%3Cxss%3E",
            b"'%22%3E%3Cxss%3E",
            b"?",
            b"&",
        ),
    )
)
PLAIN = Grammar(_words("1935 X ~ ? % / .. [ ] { } , - Y S2 E T Z : 21 Стаханов ʹ ß İ The the"))

RDF_XML = (
    (
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://e.org/'>"
        b"<rdf:Description rdf:about='http://e.org/a' e:q='1'><e:p rdf:resource='b'/><e:r xml:lang='en'>x"
        b"</e:r><e:l rdf:parseType='Collection'><e:C/></e:l></rdf:Description></rdf:RDF>"
    ),
)
JSON_LD = (
    (
        b'{"@context": {"e": "http://e.org/", "p": {"@id": "e:p", "@type": "@id"}, "@base": "http://e.org/"},'
        b' "@id": "e:a", "@type": "e:C", "p": "b", "e:l": {"@list": [1, 2.5, true]}, "e:t":'
        b' {"@value": "x", "@language": "en"}, "@reverse": {"e:r": {"@id": "e:z"}}}'
    ),
    b'[{"@id": "http://e.org/a", "http://e.org/p": [{"@value": "1"}]}]',
    b'{"@graph": [{"@id": "urn:a", "urn:p": {"@id": "urn:b"}}], "@id": "urn:g"}',
)
NQUADS = (
    b'<http://e.org/a> <http://e.org/p> "x\\n"@en <http://e.org/g> .\n_:b <http://e.org/p> _:c .\n',
    b'<urn:a> <urn:p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> . # said\n',
)
TRIG = (
    b"@prefix e: <http://e.org/> .\ne:g { e:a e:p 1, 1.50, 1e3, true ; a e:C . }\nGRAPH e:h { [] e:p () }\n",
)
GML_TEXT = (
    (
        b'graph [\n directed 1\n node [ id 1 label "A" year 1937 ]\n node [ id 2 label "B" ]\n'
        b" edge [ source 1 target 2 ]\n]\n"
    ),
)
NODE_LINK = (
    b'{"directed": true, "nodes": [{"id": "a", "year": 1937}, {"id": 2}], "links": [{"source": "a", "target": 2}]}',
    b'{"nodes": [{"id": 1}, {"id": 2}], "edges": [{"source": 1, "target": 2, "key": 0}], "graph": {}}',
)
TABLES = (
    b"citing,cited\na,b\nb,c\n",
    b"1\t2\n2\t3\n",
    b"citing;cited;year\n\"A, 1937\";B;1990\nC;'D';\n",
    b"source target\n1 2\n",
    b",a,b\na,0,1\nb,0,0\n",
    b'"oci","citing","cited","creation"\n"1-2","10.1/a","10.1/b","2001-05"\n',
)
ADJACENCY = (b"a b c\nb c\n", b"# said\n1 2 3\n", b"0 1 0\n0 0 1\n0 0 0\n")
YEARS = (
    b"id,year\n1,1937\n2,1949\n",
    b"*Vertices 3\n1937\n1949\n0\n",
    b"a\t1937\nb\t1949-05\n",
    b'label;year\n"Nove, 1988";1988\n',
)
WORKS = (
    (
        b'{"id": "https://openalex.org/W1", "display_name": "A", "publication_year": 1937, "referenced_works": []}\n'
        b'{"id": "https://openalex.org/W2", "publication_year": 1990, "referenced_works": ["https://openalex.org/W1"]}\n'
    ),
    b'{"results": [{"id": "https://openalex.org/W1", "referenced_works": ["https://openalex.org/W2"]}]}',
)
ANSWERS = (
    (
        b'{"head": {"vars": ["s", "o"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "urn:a"}, "o":'
        b' {"type": "literal", "value": "x", "xml:lang": "en"}}, {"s": {"type": "bnode", "value": "b"}, "o": {"type":'
        b' "typed-literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}}]}}'
    ),
    b'{"head": {}, "boolean": true}',
    b'{"head": {"vars": []}, "results": {"bindings": []}, "error": "timeout"}',
)
SITE = (
    b'title = "Who"\nsubject = "Work"\nlicence = "https://creativecommons.org/licenses/by/4.0/"\n',
    b'title = """\nA\n"""\n[x]\ny = [1, {a = 2}]\n',
)
DATES = _words(
    "1935-08-20 1935-08-30/1935-08-31 1937 192X 1936-07/.. [..1935-12-03] {1667,1670..1672} 1921/197X~ "
    "1935-21 Y17E7 1950S2 -0043 156X-12-25 1984? 2004-06-~01 1935-24 Y-170000002 1985-04-12T23:20:30Z /1935"
)
NAMES = tuple(
    name.encode()
    for name in (
        *(
            "Стаханов",
            "the Conquest",
            "person:nove-alec",
            "Ada Quill",
            "quill-ada",
            "work:x",
            "ʹ ß İ",
        ),
        *(
            "https://w3id.org/stakhgraph/id/person/quill-ada",
            "http://[::1",
            "a/b%2Fc",
            "Ждaнoв, A.",
        ),
    )
)
QUERY_HEADS = (
    (
        b"#+ summary: Who?\n#+ serves: historian\n#+ about: views, people\n"
        b"#+ param who: person/org | required example=person:nove-alec | Who\n#+ column s: what\n"
        b"SELECT ?s { VALUES ?who { UNDEF } ?s ?p ?who }\n"
    ),
)
QUERIES = (
    b"SELECT * { ?s ?p ?o }",
    (
        b"PREFIX e: <http://e.org/> SELECT DISTINCT ?s (COUNT(*) AS ?n) { ?s e:p+/^e:q ?o OPTIONAL { ?o a e:C }"
        b" FILTER(REGEX(STR(?o), 'x', 'i') && ?o IN (1, 'x'@en)) } GROUP BY ?s HAVING(COUNT(*) > 0) ORDER BY DESC(?s) LIMIT 5"
    ),
    b"ASK { VALUES (?a ?b) { (1 UNDEF) (<x:y> 'z') } BIND(IF(?a = 1, ?b, 2) AS ?c) MINUS { ?a ?a ?a } }",
    b"CONSTRUCT { ?s <x:p> [ <x:q> ( 1 2 ) ] } WHERE { { SELECT ?s { ?s !(a|^<x:p>) ?o } } UNION { GRAPH ?g { ?s ?p ?o } } }",
    b"DESCRIBE ?s { ?s ?p ?o FILTER NOT EXISTS { ?s <x:q>{1} ?o } }",
)


def requests() -> Iterator[bytes]:
    """Yield whole requests, one for each kind of address."""
    accepts = (
        "*/*",
        "text/html",
        "text/turtle;q=0.5, */*;q=0.1",
        "application/sparql-results+json",
    )
    paths = (
        *(
            "/",
            "/lineage?focus=x",
            "/person/",
            "/person/quill-ada",
            "/work/",
            "/queries",
            "/help?n=1",
        ),
        *(
            "/query/people/positions.csv?who=quill-ada",
            "/query/people/positions?who=x",
            "/download",
        ),
        *(
            "/sparql?query=ASK%20%7B%7D",
            "/.well-known/void",
            "/vocab/Stance",
            "/search?q=quill",
            "/ns",
        ),
        *("/id/person/quill-ada", "/resource?iri=urn%3Ax", "/static/site.css", "/debate?year=1990"),
        *(
            "/what-if?assumption=x",
            "/store?default",
            "/figure/lineage.svg?about=x",
            "/download/graph.ttl",
        ),
        *(
            "/person/quill-ada.ttl",
            "/fact/",
            "/about",
            "http://localhost/about",
            "//x/../about",
            "*",
        ),
    )
    for number, path in enumerate(paths):
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accepts[number % 4]}\r\n"
        yield f"{head}Accept-Encoding: gzip\r\n\r\n".encode()
    form = b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:80\r\nContent-Type: "
    yield form + b"application/sparql-query\r\nContent-Length: 6\r\n\r\nASK {}"
    yield (
        form + b"application/x-www-form-urlencoded\r\nContent-Length: 18\r\n\r\nquery=ASK%20%7B%7D"
    )
    yield (
        form
        + b"application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n"
    )
