// Answers every query of a folder with Apache Jena ARQ, in one virtual machine.
//
//     java -cp JARS Jena.java FOLDER DATA.ttl ...
//
// For each FOLDER/name.rq there is afterwards FOLDER/name.json, the answer as SPARQL 1.1 JSON, or
// FOLDER/name.error, what Jena said against it.

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.query.Syntax;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sys.JenaSystem;

public class Jena {
    private static final long SECONDS = 20;

    public static void main(String[] args) throws Exception {
        JenaSystem.init();
        Model data = ModelFactory.createDefaultModel();
        for (int at = 1; at < args.length; at++) {
            RDFDataMgr.read(data, Path.of(args[at]).toUri().toString());
        }
        for (Path query : queries(Path.of(args[0]))) {
            answer(data, query);
        }
    }

    private static List<Path> queries(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".rq")).sorted().collect(Collectors.toList());
        }
    }

    private static void answer(Model data, Path file) throws Exception {
        try {
            // Plain SPARQL 1.1: nothing that only Jena understands.
            Query query = QueryFactory.create(Files.readString(file), Syntax.syntaxSPARQL_11);
            try (QueryExecution run = QueryExecution.create().query(query).model(data).timeout(SECONDS, TimeUnit.SECONDS).build();
                    OutputStream out = Files.newOutputStream(beside(file, ".json"))) {
                ResultSetFormatter.outputAsJSON(out, run.execSelect());
            }
        } catch (RuntimeException refusal) {
            Files.writeString(beside(file, ".error"), String.valueOf(refusal));
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.rq$", ending));
    }
}
