"""What a result says where its shape has no sh:message of its own."""

from __future__ import annotations

from collections.abc import Callable

from stakhgraph.rdf.shacl.vocabulary import SH
from stakhgraph.rdf.terms import RDF, XSD, Iri, Literal, Term
from stakhgraph.rdf.triple_index import Index

_SENTENCES = {
    "AndConstraintComponent": "does not conform to every shape of the list",
    "ClassConstraintComponent": "is not of the class {class}",
    "ClosedConstraintComponent": "has a property that the shape does not allow",
    "DatatypeConstraintComponent": "is not a well-formed value of the datatype {datatype}",
    "DisjointConstraintComponent": "is also a value of {disjoint}",
    "EqualsConstraintComponent": "is not the same as the values of {equals}",
    "ExpressionConstraintComponent": "does not satisfy the expression of the shape",
    "HasValueConstraintComponent": "the value {hasValue} is missing",
    "InConstraintComponent": "is not in the list of allowed values",
    "LanguageInConstraintComponent": "is not in one of the allowed languages",
    "LessThanConstraintComponent": "is not less than every value of {lessThan}",
    "LessThanOrEqualsConstraintComponent": "is not at most every value of {lessThanOrEquals}",
    "MaxCountConstraintComponent": "there are more than {maxCount} values",
    "MaxExclusiveConstraintComponent": "is not less than {maxExclusive}",
    "MaxInclusiveConstraintComponent": "is not at most {maxInclusive}",
    "MaxLengthConstraintComponent": "has more characters than {maxLength}",
    "MinCountConstraintComponent": "there are fewer than {minCount} values",
    "MinExclusiveConstraintComponent": "is not greater than {minExclusive}",
    "MinInclusiveConstraintComponent": "is not at least {minInclusive}",
    "MinLengthConstraintComponent": "has fewer characters than {minLength}",
    "NodeConstraintComponent": "does not conform to the shape {node}",
    "NodeKindConstraintComponent": "is not of the kind {nodeKind}",
    "NotConstraintComponent": "conforms to a shape that is excluded",
    "OrConstraintComponent": "conforms to no shape of the list",
    "PatternConstraintComponent": "does not match the pattern {pattern}",
    "QualifiedMaxCountConstraintComponent": "more than {qualifiedMaxCount} values conform",
    "QualifiedMinCountConstraintComponent": "fewer than {qualifiedMinCount} values conform",
    "UniqueLangConstraintComponent": "several values have the same language",
    "XoneConstraintComponent": "conforms to none or to several shapes of the list",
}


_OF_ONE = {
    "MaxCountConstraintComponent": "there is more than one value",
    "MinCountConstraintComponent": "a value is missing",
    "QualifiedMaxCountConstraintComponent": "more than one value conforms",
    "QualifiedMinCountConstraintComponent": "no value conforms",
}
"""The same where the parameter is 1."""


def sentence(
    component: str, value: Term | None, parameters: Index, shape: str, name: Callable[[Term], str]
) -> str:
    """Return what a constraint component says of a value; empty for a component of one's own.

    ``component`` is its IRI, ``parameters`` the index of the shapes in which the shape has its key,
    and ``name`` returns a term as a message shows it. A parameter with several values is named with
    all of them, because a result does not say which of them it is about.
    """
    kind = component.removeprefix(SH)
    text = _SENTENCES.get(kind, "")
    head, sign, rest = text.partition("{")
    if not sign:
        return text
    parameter, _, tail = rest.partition("}")
    values = parameters.values(shape, SH + parameter)
    if kind in _OF_ONE and [v.value for v in values] == ["1"]:
        return _OF_ONE[kind]
    if kind == "DatatypeConstraintComponent" and value is not None and _typed(value) not in values:
        head = f"is {_described(value, name)} and not of the datatype "
    return f"{head}{' or '.join(sorted(map(name, values))) or 'that of the shape'}{tail}"


def _typed(value: Term) -> Term | None:
    """Return the datatype of a literal."""
    if not isinstance(value, Literal):
        return None
    of_texts = f"{RDF}langString" if value.language else f"{XSD}string"
    return Iri(value.datatype or of_texts)


def _described(value: Term, name: Callable[[Term], str]) -> str:
    match value:
        case Literal(language=str(language)):
            return f"a text with the language {language}"
        case Literal(datatype=None):
            return "a text"
        case Literal(datatype=str(datatype)):
            return f"of the datatype {name(Iri(datatype))}"
        case Iri():
            return "an IRI"
    return "a node without a name"
