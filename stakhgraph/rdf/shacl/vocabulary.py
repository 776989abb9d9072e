"""The terms of SHACL: its namespace, the prefixes of reports, and which terms there are.

The lists follow https://www.w3.org/TR/shacl/ and https://www.w3.org/TR/shacl-af/.
"""

from __future__ import annotations

from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.terms import RDF, XSD

SH = "http://www.w3.org/ns/shacl#"
"""Namespace of SHACL, prefix ``sh:``."""

STANDARD = Prefixes(
    {
        "sh": SH,
        "rdf": RDF,
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": XSD,
    }
)
"""The prefixes of every report."""

TARGETS = frozenset("targetClass targetNode targetObjectsOf targetSubjectsOf target".split())
"""The properties that say what a shape applies to."""

SHAPE_VALUES = frozenset("property node not qualifiedValueShape".split())
"""The properties whose values are shapes."""

SHAPE_LISTS = frozenset("and or xone".split())
"""The properties whose values are lists of shapes."""

KNOWN = (
    TARGETS
    | SHAPE_VALUES
    | SHAPE_LISTS
    | frozenset(
        # Of every shape, and of property shapes.
        "severity message deactivated path name description order group defaultValue "
        "inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath "
        # Constraints.
        "class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive "
        "maxInclusive minLength maxLength pattern flags languageIn uniqueLang equals disjoint "
        "lessThan lessThanOrEquals qualifiedValueShapesDisjoint qualifiedMinCount "
        "qualifiedMaxCount closed ignoredProperties hasValue in "
        # Constraints in SPARQL, and components of one's own.
        "sparql select ask prefixes declare prefix namespace annotationProperty annotationValue "
        "annotationVarName parameter optional labelTemplate validator nodeValidator "
        "propertyValidator "
        # About graphs.
        "shapesGraph shapesGraphWellFormed entailment suggestedShapesGraph "
        # Advanced features that are done: constraints by expressions, and what these are made of.
        "expression filterShape nodes intersection union this count distinct exists if then else "
        "groupConcat limit max min offset orderBy desc sum construct returnType condition subject "
        "predicate object "
        # Reports, which may stand in the same file.
        "conforms result resultPath resultMessage resultSeverity focusNode value detail "
        "sourceShape sourceConstraint sourceConstraintComponent".split()
    )
)
"""The properties of SHACL that are applied here, or that need not be applied."""

REFUSED = {
    "js": "constraints in JavaScript",
    "jsLibrary": "constraints in JavaScript",
    "jsLibraryURL": "constraints in JavaScript",
    "jsFunctionName": "constraints in JavaScript",
    "values": "values that are inferred by an expression",
    "update": "updates in SPARQL",
}
"""Properties of extensions that would change a report and are not applied, with what they say."""

DATATYPES = frozenset(
    "string boolean decimal float double duration dateTime dateTimeStamp time date gYearMonth "
    "gYear gMonthDay gDay gMonth hexBinary base64Binary anyURI QName NOTATION normalizedString "
    "token language NMTOKEN NMTOKENS Name NCName ID IDREF IDREFS ENTITY ENTITIES integer "
    "nonPositiveInteger negativeInteger long int short byte nonNegativeInteger unsignedLong "
    "unsignedInt unsignedShort unsignedByte positiveInteger yearMonthDuration dayTimeDuration "
    "anyType anySimpleType anyAtomicType".split()
)
"""The datatypes of XML Schema (https://www.w3.org/TR/xmlschema11-2/)."""

RULE = "rule"
"""The property for the rules of a shape, which infer triples."""
