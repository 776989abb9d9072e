// Asks a SPARQL endpoint as Apache Jena does by itself, and prints what it understood.
//
//     java -cp JARS JenaClient.java URL

import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.ResultSet;
import org.apache.jena.sys.JenaSystem;

public class JenaClient {
    private static final String LABELS =
            "SELECT ?l { ?s a <https://w3id.org/stakhgraph/ns#TermChoice> ;"
                    + " <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l";

    public static void main(String[] args) {
        JenaSystem.init();
        try (QueryExecution run = QueryExecution.service(args[0], LABELS)) {
            ResultSet rows = run.execSelect();
            while (rows.hasNext()) {
                System.out.println(rows.next().getLiteral("l").getString());
            }
        }
        try (QueryExecution run = QueryExecution.service(args[0], "ASK {}")) {
            System.out.println(run.execAsk());
        }
        String described = "DESCRIBE <https://w3id.org/stakhgraph/id/person/trotsky-leon>";
        try (QueryExecution run = QueryExecution.service(args[0], described)) {
            System.out.println(run.execDescribe().size());
        }
    }
}
