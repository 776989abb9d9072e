"""What a result says where its shape has no sh:message of its own."""

from __future__ import annotations

from collections.abc import Callable

from stakhgraph.rdf.shacl.vocabulary import SH
from stakhgraph.rdf.terms import Term
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
    "MaxCountConstraintComponent": "there are more values than {maxCount}",
    "MaxExclusiveConstraintComponent": "is not less than {maxExclusive}",
    "MaxInclusiveConstraintComponent": "is not at most {maxInclusive}",
    "MaxLengthConstraintComponent": "has more characters than {maxLength}",
    "MinCountConstraintComponent": "there are fewer values than {minCount}",
    "MinExclusiveConstraintComponent": "is not greater than {minExclusive}",
    "MinInclusiveConstraintComponent": "is not at least {minInclusive}",
    "MinLengthConstraintComponent": "has fewer characters than {minLength}",
    "NodeConstraintComponent": "does not conform to the shape {node}",
    "NodeKindConstraintComponent": "is not of the kind {nodeKind}",
    "NotConstraintComponent": "conforms to a shape that is excluded",
    "OrConstraintComponent": "conforms to no shape of the list",
    "PatternConstraintComponent": "does not match the pattern {pattern}",
    "QualifiedMaxCountConstraintComponent": "more values than {qualifiedMaxCount} conform",
    "QualifiedMinCountConstraintComponent": "fewer values than {qualifiedMinCount} conform",
    "UniqueLangConstraintComponent": "several values have the same language",
    "XoneConstraintComponent": "conforms to none or to several shapes of the list",
}


def sentence(component: str, shape: str, shapes: Index, name: Callable[[Term], str]) -> str:
    """Return what a constraint component says of a value; empty for a component of one's own.

    ``component`` is its IRI, ``shape`` the key of the shape in the index of the shapes, and
    ``name`` returns a term as a message shows it. A parameter with several values is named with all
    of them, because a result does not say which of them it is about.
    """
    text = _SENTENCES.get(component.removeprefix(SH), "")
    head, sign, rest = text.partition("{")
    if not sign:
        return text
    parameter, _, tail = rest.partition("}")
    values = [name(value) for value in shapes.values(shape, SH + parameter)]
    return f"{head}{' or '.join(sorted(values)) or 'that of the shape'}{tail}"
