package runbook.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import runbook.connection.RandomToken;
import runbook.module.Script;
import runbook.module.ScriptOutput;

/**
 * The queries of many facts as one script, and its output taken apart again into an answer for
 * each.
 *
 * <p>Each query runs in a subshell of its own with {@code LC_ALL=C} and an empty standard input; a
 * query that is not even sh fails alone. What a failing query printed on its standard error comes
 * after its output; what a query that succeeds prints there is dropped.
 *
 * @param nonce separates the answers; whoever writes what is queried must not be able to guess it
 */
public record QueryBatch(List<Script> queries, String nonce) {

  public QueryBatch {
    queries = List.copyOf(queries);
  }

  public static QueryBatch of(List<Script> queries) {
    return new QueryBatch(queries, RandomToken.fresh());
  }

  /** Exits with 0 whatever becomes of the queries. */
  public String script() {
    var script = new StringBuilder("LC_ALL=C; export LC_ALL\n");
    queries.stream().flatMap(query -> query.shared().stream()).distinct().forEach(script::append);
    script.append("{ :\n");
    for (var query : queries) {
      script
          .append("e=$( { eval ")
          .append(Script.quote(query.text()))
          .append("\n} 2>&1 >&3 3>&- </dev/null ); s=$?; [ $s = 0 ] && e=\n")
          .append("printf '\\n%s %s\\n%s\\n%s\\n' ")
          .append("%1$s $s \"$e\" %1$s\n".formatted(nonce));
    }
    return script.append("} 3>&1\n").toString();
  }

  /** An answer for each query, in their order. */
  public List<ScriptOutput> parse(byte[] output) throws TruncatedOutput {
    var answers = new ArrayList<ScriptOutput>();
    var rest = new Cursor(output);
    for (int i = 0; i < queries.size(); i++) {
      try {
        var out = rest.until("\n" + nonce + " ");
        int exit = Integer.parseInt(new String(rest.until("\n"), UTF_8));
        var err = rest.until("\n" + nonce + "\n");
        answers.add(new ScriptOutput(exit, joined(out, err)));
      } catch (EndReached e) {
        throw new TruncatedOutput(i, queries.size());
      }
    }
    return List.copyOf(answers);
  }

  private static byte[] joined(byte[] out, byte[] err) {
    var both = Arrays.copyOf(out, out.length + err.length);
    System.arraycopy(err, 0, both, out.length, err.length);
    return both;
  }

  private static final class EndReached extends Exception {
    @Serial private static final long serialVersionUID = 1;
  }

  /** Walks through bytes from one mark to the next. */
  private static final class Cursor {
    private final byte[] bytes;
    private int at;

    Cursor(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] until(String mark) throws EndReached {
      var wanted = mark.getBytes(UTF_8);
      for (int i = at; i <= bytes.length - wanted.length; i++) {
        if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
          var found = Arrays.copyOfRange(bytes, at, i);
          at = i + wanted.length;
          return found;
        }
      }
      throw new EndReached();
    }
  }
}
