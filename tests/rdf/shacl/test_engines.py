"""What SHACL says of terms, datatypes, patterns and queries, on both engines."""

from collections.abc import Sequence

import pytest

from stakhgraph.errors import ShapesError, UsageError
from stakhgraph.rdf import rdf_files
from stakhgraph.rdf.rdf_files import Source
from stakhgraph.rdf.shacl import validation
from stakhgraph.rdf.shacl.outcome import Outcome
from stakhgraph.rdf.shacl.shapes_graph import ShapesGraph
from stakhgraph.rdf.shacl.validation import ENGINES
from stakhgraph.rdf.shacl.vocabulary import SH
from stakhgraph.rdf.terms import XSD, Blank, Literal

PREFIXES = """
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
both = pytest.mark.parametrize("engine", ENGINES)


def outcome(shapes: str, data: str, engine: str = "shacl", **options: str) -> Outcome:
    rules = ShapesGraph(rdf_files.parse(PREFIXES + shapes, where="shapes.ttl"))
    facts = Source("data.ttl", PREFIXES + data, "text/turtle")
    return validation.apply(rules, facts, engine=engine, **options)


def results(constraint: str, values: str, engine: str = "shacl") -> list[str | None]:
    """Give the values of ex:p that break a constraint, or the components without a value."""
    shape = (
        f"ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:p ; {constraint} ] ."
    )
    found = outcome(shape, f"ex:a ex:p {values} .", engine)
    return sorted(
        r.value.value if r.value else r.component.removeprefix(SH) for r in found.results()
    )


# Terms (RDF 1.1, 3.3: a plain literal is one of xsd:string)


@pytest.mark.parametrize(
    "constraint",
    [
        'sh:in ( "printed" )',
        'sh:hasValue "printed"^^xsd:string',
        "sh:maxCount 1",
        "sh:datatype xsd:string",
        "sh:equals ex:p",
    ],
)
@both
def test_a_plain_text_is_a_string(constraint: str, engine: str):
    assert results(constraint, '"printed"^^xsd:string , "printed"', engine) == []


@both
def test_values_are_compared_as_terms_and_not_as_numbers(engine: str):
    assert results("sh:in ( 1 )", '"1"^^xsd:integer , "01"^^xsd:integer', engine) == ["01"]
    assert results("sh:hasValue 1", '"01"^^xsd:integer', engine) == ["HasValueConstraintComponent"]


# Datatypes: what is ill-typed is a result


ILL_TYPED = """
1_935 integer|1.0 integer|one integer|+ integer|1e3 decimal|1,5 decimal|nan double|INFINITY double
1935-08-30 dateTime|1935-08-30T25:00:00 dateTime|1935-13-01 date|1935-02-30 date|1935 date
yes boolean|TRUE boolean|2 boolean|300 byte|-1 nonNegativeInteger|0 positiveInteger|25:00:00 time
1935-08-30+15:00 date|P duration|1.5 unsignedInt|70000 short|35 gYear|1935-13 gYearMonth
--02-30 gMonthDay|--13 gMonth|---32 gDay|24:00:01 time|1935-08-30T24:30:00Z dateTime|P1YT duration
P1D yearMonthDuration|P1Y dayTimeDuration|1935-08-30T00:00:00 dateTimeStamp|zz hexBinary|a base64Binary
en_GB language|a b NMTOKEN|1a Name|a:b NCName| a token|a  b token|+NaN double|-nan float
"""
WELL_TYPED = """
-0043-03-15 date|1935-08-30T24:00:00 dateTime|12024-01-01 date|24:00:00 time|1. decimal|.5 decimal
+1 integer|01 integer|1 boolean|0 boolean|INF double|-INF float|1e3 double|P1Y duration|-0043 gYear
12024 gYear|--02-29 gMonthDay|99999999999999999999 integer|1935-08-30Z date|-1 negativeInteger
1935-08+02:00 gYearMonth|--12Z gMonth|---31 gDay|24:00:00.00 time|-P1Y2M3DT4H5M6.7S duration|PT1S duration
P2Y yearMonthDuration|-PT1H dayTimeDuration|1935-08-30T00:00:00Z dateTimeStamp|0aFF hexBinary
YWJj base64Binary|YWI= base64Binary|ru-Latn language|a-b.1 NMTOKEN|_a:b Name|Ärger NCName|a b token
NaN double|1e400 double|0000 gYear|any thing string|urn:x anyURI
"""


def literals(text: str) -> list[tuple[str, str]]:
    pairs = (pair.rpartition(" ") for pair in text.strip().replace("\n", "|").split("|"))
    return [(value, datatype) for value, _, datatype in pairs]


@pytest.mark.parametrize(("value", "datatype"), literals(ILL_TYPED))
def test_an_ill_typed_value_is_a_result(value: str, datatype: str):
    assert results(f"sh:datatype xsd:{datatype}", f'"{value}"^^xsd:{datatype}') == [value]


@pytest.mark.parametrize(("value", "datatype"), literals(WELL_TYPED))
def test_a_well_typed_value_is_none(value: str, datatype: str):
    assert results(f"sh:datatype xsd:{datatype}", f'"{value}"^^xsd:{datatype}') == []


def test_an_ill_typed_value_stays_the_term_that_it_is():
    assert results('sh:datatype xsd:gYear ; sh:in ( "35"^^xsd:gYear )', '"35"^^xsd:gYear') == ["35"]
    shape = "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:datatype xsd:gYear ] ."
    (result,) = outcome(shape, 'ex:a ex:p "3\\n5"^^xsd:gYear .').results()
    assert result.value == Literal("3\n5", f"{XSD}gYear")


@pytest.mark.parametrize(
    ("later", "earlier", "datatype"),
    [
        ("-0043-03-15T00:00:00", "-0044-03-15T00:00:00", "dateTime"),
        ("12024-01-01", "2024-01-01", "date"),
        ("10", "9.5", "decimal"),
    ],
)
def test_years_of_any_length_are_compared(later: str, earlier: str, datatype: str):
    shape = "ex:S a sh:NodeShape ; sh:targetNode ex:a , ex:b ; sh:property [ sh:path ex:p ; sh:lessThan ex:q ] ."
    one, other = (f'"{value}"^^xsd:{datatype}' for value in (later, earlier))
    found = outcome(shape, f"ex:a ex:p {one} ; ex:q {other} . ex:b ex:p {other} ; ex:q {one} .")
    assert [result.focus.value for result in found.results()] == ["http://example.org/a"]


# Patterns are those of XPath


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (r"^\p{Lu}\p{Ll}+$", "Éva", "éva"),
        (r"^[\p{L}-[aeiou]]+$", "bcd", "bad"),
        (r"^\i\c*$", "p1-a", "1pa"),
        (r"^\p{IsCyrillic}+$", "стах", "stakh"),
        (r"^\p{IsLatin-1Supplement}$", "é", "e"),
        (r"^[^\d]+$", "abc", "a1c"),
        (r"^[a&&b]$", "&", "c"),
        (r"^\w+\s\w+$", "два слова", "слово"),
    ],
)
@both
def test_a_pattern_is_read_as_xpath_does(pattern: str, good: str, bad: str, engine: str):
    written = pattern.replace("\\", "\\\\")
    assert results(f'sh:pattern "{written}"', f'"{good}" , "{bad}"', engine) == [bad]


@both
def test_flags_of_a_pattern(engine: str):
    assert results('sh:pattern "^a.c$" ; sh:flags "i"', '"ABC" , "abd"', engine) == ["abd"]


def test_a_pattern_that_doubles_its_work_with_each_letter_is_answered_at_once():
    text = "a" * 60 + "!"
    assert results('sh:pattern "^(a+)+$"', f'"{text}"') == [text]


# Queries in shapes


DECLARED = """
ex:prefixes sh:declare [ sh:prefix "e" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
ex:more owl:imports ex:prefixes .
"""
AGAIN = """ex:more sh:declare [ sh:prefix "again" ; sh:namespace "http://example.org/"^^xsd:anyURI ] ."""


@both
def test_prefixes_are_declared_in_the_shapes_also_by_imports(engine: str):
    shape = """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [
        sh:prefixes ex:more ; sh:select "SELECT $this { $this e:p e:x }" ] ."""
    found = outcome(DECLARED + shape, "ex:a a ex:C ; ex:p ex:x . ex:b a ex:C .", engine)
    assert [result.focus.value for result in found.results()] == ["http://example.org/a"]


def test_a_namespace_may_have_two_prefixes():
    shape = """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [
        sh:prefixes ex:more ; sh:select "SELECT $this { $this e:p again:x }" ] ."""
    found = outcome(DECLARED + AGAIN + shape, "ex:a a ex:C ; ex:p ex:x . ex:b a ex:C .")
    assert [result.focus.value for result in found.results()] == ["http://example.org/a"]


@both
def test_prefixes_of_the_data_are_not_those_of_the_shapes(engine: str):
    shape = 'ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:select "SELECT $this { $this ex:p ?x }" ] .'
    with pytest.raises(ShapesError, match="ex"):
        outcome(shape, "ex:a ex:p 1 .", engine)


@both
def test_a_subquery_has_to_return_this(engine: str):
    shape = """ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [
        sh:select "SELECT $this { { SELECT %s { $this <urn:p> ?value } } }" ] ."""
    with pytest.raises(ShapesError, match=r"a subquery does not return \$this"):
        outcome(shape % "?value", "ex:a <urn:p> 1 .", engine)
    for good in ("$this ?value", "(COUNT(?value) AS ?n) ?this"):
        text = shape % good
        if "COUNT" in good:
            text = text.replace("} } }", "} GROUP BY ?this } }")
        assert not outcome(text, "ex:a <urn:p> 1 .", engine).conforms


@pytest.mark.parametrize(
    "pattern",
    [
        "{ $this ?p ?o } UNION " * 3900 + "{ $this ?p ?o }",
        "$this ?p ?o " + "OPTIONAL { $this ?p ?o " * 900 + "}" * 900,
        "$this ?p ?o FILTER(" + "IF(true," * 900 + "true" + ",false)" * 900 + ")",
    ],
    ids=["union", "optional", "if"],
)
def test_a_query_that_passes_the_guard_does_not_end_the_process(pattern: str):
    shape = f"""ex:S a sh:NodeShape ; sh:targetNode ex:a ;
      sh:sparql [ sh:select "SELECT $this {{ {pattern} }} LIMIT 1" ] ."""
    assert not outcome(shape, "ex:a ex:p 1 .").conforms


# Shapes that refer to shapes


@pytest.mark.parametrize("length", [1, 7, 12, 40])
def test_a_chain_of_shapes_is_followed(length: int):
    chain = " ".join(f"ex:S{n} a sh:NodeShape ; sh:node ex:S{n + 1} ." for n in range(length))
    last = f"ex:S{length} a sh:NodeShape ; sh:class ex:D . ex:S0 sh:targetNode ex:a ."
    (result,) = outcome(chain + last, "").results()
    assert result.component == f"{SH}NodeConstraintComponent"


def test_a_chain_that_is_too_long_is_an_error_and_does_not_end_the_process():
    chain = " ".join(f"ex:S{n} a sh:NodeShape ; sh:node ex:S{n + 1} ." for n in range(5000))
    with pytest.raises(ShapesError, match="nested more than"):
        outcome(f"{chain} ex:S0 sh:targetNode ex:a . ex:S5000 sh:class ex:D .", "")


RECURSIVE = """ex:S a sh:NodeShape ; sh:targetClass ex:Person ;
  sh:property [ sh:path ex:name ; sh:minCount 1 ] , [ sh:path ex:knows ; sh:node ex:S ] ."""
CIRCLE = """ex:a a ex:Person ; ex:name "A" ; ex:knows ex:b .
ex:b a ex:Person ; ex:knows ex:a . ex:c a ex:Person ; ex:name "C" ; ex:knows ex:c ."""


def test_of_recursive_shapes_each_fault_is_found_where_it_is():
    found = outcome(RECURSIVE, CIRCLE)
    assert {result.focus.value[-1] for result in found.results()} >= {"b"}
    assert "c" not in {result.focus.value[-1] for result in found.results()}


# What is beyond SHACL core and SPARQL constraints is done, or refused by name


@both
def test_targets_in_sparql(engine: str):
    shape = (
        DECLARED
        + """ex:S a sh:NodeShape ; sh:class ex:D ; sh:target [ a sh:SPARQLTarget ;
        sh:prefixes ex:prefixes ; sh:select "SELECT ?this { ?this a e:C }" ] ."""
    )
    assert not outcome(shape, "ex:a a ex:C .", engine).conforms


@both
def test_constraints_by_expressions(engine: str):
    shape = "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:expression [ sh:path ex:ok ] ."
    assert not outcome(shape, "ex:a a ex:C ; ex:ok false .", engine).conforms
    assert outcome(shape, "ex:a a ex:C ; ex:ok true .", engine).conforms


RULE = """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ;
  sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate ex:q ; sh:object 1 ] ."""


@both
def test_of_rules_one_has_to_say_whether_they_are_applied(engine: str):
    with pytest.raises(ShapesError, match="sh:rule.*--inference rules"):
        outcome(RULE, "ex:a a ex:C .", engine)
    assert outcome(RULE, "ex:a a ex:C .", engine, inference="rules").conforms
    assert not outcome(RULE, "ex:a a ex:C .", engine, inference="none").conforms


@both
def test_inference_of_rdfs(engine: str):
    shape = (
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ."
    )
    data = "ex:p rdfs:subPropertyOf ex:q . ex:a ex:p 1 ."
    assert not outcome(shape, data, engine).conforms
    assert outcome(shape, data, engine, inference="rdfs").conforms


@pytest.mark.parametrize(
    ("rest", "message"),
    [
        ('sh:js [ sh:jsFunctionName "f" ]', "sh:js.*JavaScript"),
        ("sh:property [ sh:path ex:p ; sh:values [ sh:path ex:q ] ]", "sh:values"),
        ("sh:entailment <http://www.w3.org/ns/entailment/OWL-Direct>", "entailment regime"),
        ("sh:entailment <http://www.w3.org/ns/entailment/RDFS>", "--inference rdfs"),
    ],
)
@both
def test_what_is_not_applied_is_refused_by_name(rest: str, message: str, engine: str):
    with pytest.raises(ShapesError, match=message):
        outcome(f"ex:S a sh:NodeShape ; sh:targetNode ex:a ; {rest} .", "", engine)


def test_an_unknown_function_is_named():
    shape = """ex:S a sh:NodeShape ; sh:targetNode ex:a ;
      sh:sparql [ sh:select "SELECT $this { FILTER(<urn:mine>($this)) }" ] ."""
    with pytest.raises(ShapesError, match="urn:mine"):
        outcome(shape, "ex:a ex:p 1 .")


def test_an_unknown_term_and_shapes_without_a_target_are_noticed():
    found = outcome("ex:S a sh:NodeShape ; sh:minLenght 3 .", "ex:a ex:p 1 .")
    assert found.notices == (
        "sh:minLenght is not a term of SHACL and has no effect; did you mean sh:minLength?",
        "no shape has a target: nothing was validated",
    )


def test_a_shape_that_nothing_describes_and_a_datatype_that_there_is_not_are_noticed():
    shape = """ex:S a sh:NodeShape ; sh:targetNode ex:a ;
      sh:property [ sh:path ex:p ; sh:node ex:Persson ; sh:datatype xsd:gyear ] ."""
    assert outcome(shape, "").notices == (
        "<http://example.org/Persson> is named as a shape, but nothing describes it",
        "xsd:gyear is not a datatype of XML Schema; did you mean xsd:gYear?",
    )


def test_another_engine_and_another_inference_are_misuse():
    with pytest.raises(UsageError, match="Choose shacl or pyshacl"):
        outcome("", "", "topbraid")
    with pytest.raises(UsageError, match="Choose none or rdfs or rules"):
        outcome("", "", inference="owl")


# What a result says


def messages(shape: str, engine: str, values: str = "ex:x") -> list[str]:
    found = outcome(f"ex:S sh:targetNode ex:a ; {shape} .", f"ex:a ex:p {values} .", engine)
    return sorted(message.value for result in found.results() for message in result.messages)


@pytest.mark.parametrize(
    ("constraint", "sentence"),
    [
        ("sh:minCount 2", "there are fewer than 2 values"),
        ("sh:class ex:D", "is not of the class <http://example.org/D>"),
        ("sh:nodeKind sh:Literal", "is not of the kind sh:Literal"),
        ("sh:minCount 1 ; sh:class ex:D", "is not of the class <http://example.org/D>"),
        ("sh:datatype xsd:date", "is an IRI and not of the datatype xsd:date"),
        ("sh:in ( ex:y )", "is not in the list of allowed values"),
        ("sh:node ex:T", "does not conform to the shape <http://example.org/T>"),
    ],
)
@both
def test_a_result_says_something_where_the_shape_does_not(
    constraint: str, sentence: str, engine: str
):
    shape = f"sh:property [ sh:path ex:p ; {constraint} ] . ex:T a sh:NodeShape ; sh:nodeKind sh:Literal"
    assert messages(shape, engine) == [sentence]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("1937", "is of the datatype xsd:integer and not of the datatype xsd:gYear"),
        ('"1937"', "is a text and not of the datatype xsd:gYear"),
        ('"1937"@en', "is a text with the language en and not of the datatype xsd:gYear"),
        ("[]", "is a node without a name and not of the datatype xsd:gYear"),
        ('"37"^^xsd:gYear', "is not a well-formed value of the datatype xsd:gYear"),
    ],
)
def test_a_value_of_another_datatype_is_called_what_it_is(value: str, sentence: str):
    assert messages("sh:property [ sh:path ex:p ; sh:datatype xsd:gYear ]", "shacl", value) == [
        sentence
    ]


@both
def test_a_message_of_the_shape_is_kept_in_each_language(engine: str):
    shape = 'sh:property [ sh:path ex:p ; sh:maxCount 0 ; sh:message "Nein"@de , "No"@en ]'
    assert messages(shape, engine) == ["Nein", "No"]


@both
def test_a_message_of_a_query_has_its_values(engine: str):
    shape = """sh:sparql [ sh:message "{?value} is wrong" ;
      sh:select "SELECT $this ?value { $this <http://example.org/p> ?value }" ]"""
    assert messages(shape, engine, "7") == ["7 is wrong"]


@both
def test_the_shape_of_a_result_is_the_node_of_the_shapes(engine: str):
    shape = "ex:S sh:targetNode ex:a ; sh:property _:inner . _:inner sh:path ex:p ; sh:minCount 1 ."
    (result,) = outcome(shape, "", engine).results()
    assert result.shape == Blank("inner")


@both
def test_severities_are_kept_and_a_warning_does_not_conform(engine: str):
    shape = "ex:S sh:targetNode ex:a ; sh:class ex:D ; sh:severity sh:Warning ."
    found = outcome(shape, "", engine)
    assert ([r.severity for r in found.results()], found.conforms) == ([f"{SH}Warning"], False)


def test_both_engines_find_the_same_in_a_text_of_a_megabyte():
    text = "\\u00e9\\n" * 150_000
    found: Sequence[list[str | None]] = [
        results("sh:maxLength 3", f'"{text}"', engine) for engine in ENGINES
    ]
    assert len(found[0][0] or "") == 300_000
    assert found[0] == found[1]


# Why a value does not conform to another shape

BOOK = """ex:Book a sh:NodeShape ; sh:targetClass ex:Book ; sh:property [ sh:path ex:author ; sh:node ex:Person ] .
ex:Person a sh:NodeShape ; sh:property [ sh:path ex:name ; sh:minCount 1 ] , [ sh:path ex:home ; sh:node ex:Place ] .
ex:Place a sh:NodeShape ; sh:class ex:Town ."""


@both
def test_the_details_of_a_result_are_the_results_behind_it(engine: str):
    data = "ex:a a ex:Book ; ex:author ex:b , ex:c . ex:b ex:name 'B' . ex:c ex:home ex:d ; ex:name 'C' ."
    (result,) = outcome(BOOK, data, engine).results()
    (detail,) = result.details
    (last,) = detail.details
    chain = [(r.focus.value[-1], r.component.removeprefix(SH)) for r in (result, detail, last)]
    assert chain == [
        ("a", "NodeConstraintComponent"),
        ("c", "NodeConstraintComponent"),
        ("d", "ClassConstraintComponent"),
    ]


@both
def test_details_of_two_faults_of_one_value(engine: str):
    (result,) = outcome(
        BOOK, "ex:a a ex:Book ; ex:author ex:c . ex:c ex:home 1 .", engine
    ).results()
    assert {detail.component.removeprefix(SH) for detail in result.details} == {
        "MinCountConstraintComponent",
        "NodeConstraintComponent",
    }
