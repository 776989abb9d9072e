// A stored query and prefixes for tests.

export const QUERY = `#+ summary: Who holds a view?
#+ serves: historian, student
#+ about: views, attribution
#+ param who: person/org | required example=person:nove-alec | Who holds it.
#+ param since: year | example=1950 | The first year.
#+ column holder: Who.
SELECT ?holder { VALUES ?who { UNDEF } VALUES ?since { UNDEF } VALUES ?other { UNDEF } ?who ?since ?holder }`;
export const PREFIXES = { person: "https://w3id.org/stakhgraph/id/person/", org: "https://w3id.org/stakhgraph/id/org/", stakh: "https://w3id.org/stakhgraph/ns#" };
