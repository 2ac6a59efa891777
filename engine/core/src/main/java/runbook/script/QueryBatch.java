package runbook.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serial;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import runbook.connection.RandomToken;
import runbook.module.Script;
import runbook.module.ScriptOutput;

/**
 * Combines the queries of many facts into one script, and splits its output into an answer for
 * each.
 *
 * <p>Each query runs in its own subshell with {@code LC_ALL=C} and an empty standard input; a
 * syntax error in one query does not affect the others. The standard error of a failed query
 * follows its output; that of a successful query is dropped. Queries that are read ahead have no
 * subshells, because a process costs more than most of them; they come last, so that one that exits
 * ends only others of its sort.
 *
 * @param nonce separates the answers; it must be unguessable for anyone who controls the queried
 *     data
 */
public record QueryBatch(List<Script> queries, String nonce) {

  /** The highest exit status that a shell reports. */
  private static final int HIGHEST_EXIT = 255;

  public QueryBatch {
    queries = List.copyOf(queries);
  }

  public static QueryBatch of(List<Script> queries) {
    return new QueryBatch(queries, RandomToken.fresh());
  }

  /** Returns the script, which always exits with 0. */
  public String script() {
    return String.join("", definitions()) + body();
  }

  /** Returns the shell functions that the body uses, each with a line break at its end. */
  public List<String> definitions() {
    return queries.stream().flatMap(query -> query.shared().stream()).distinct().toList();
  }

  /** Returns the script without the functions it uses. */
  public String body() {
    var script = new StringBuilder("LC_ALL=C; export LC_ALL\n{ :\n");
    var ahead = new LinkedHashMap<String, StringBuilder>();
    var together = new StringBuilder();
    for (int i = 0; i < queries.size(); i++) {
      var query = queries.get(i);
      if (query.readAhead().isPresent()) {
        var kind = query.readAhead().get();
        var call = ahead.computeIfAbsent(kind.function(), function -> new StringBuilder(function));
        kind.words().forEach(word -> call.append(' ').append(word));
        together.append(query.text()).append('\n').append(end(i, "$?", "''"));
      } else {
        script.append(subshell(query.text()));
        script.append("s=$?; [ $s = 0 ] && e=\n").append(end(i, "$s", "\"$e\""));
      }
    }
    if (!ahead.isEmpty()) {
      script.append("{\n").append(String.join("\n", ahead.values())).append('\n');
      script.append(together).append("} >&3 2>/dev/null </dev/null\n");
    }
    return script.append("} 3>&1\n").toString();
  }

  /** Returns what the script prints if each query has this output, and prints no error. */
  public String expected(List<ScriptOutput> outputs) {
    var text = new StringBuilder();
    for (boolean ahead : new boolean[] {false, true}) {
      for (int i = 0; i < queries.size(); i++) {
        if (queries.get(i).readAhead().isPresent() == ahead) {
          var output = outputs.get(i);
          text.append("%s\n%s %d %d\n\n%2$s\n".formatted(output.text(), nonce, i, output.exit()));
        }
      }
    }
    return text.toString();
  }

  private static String subshell(String text) {
    return "e=$( { eval " + Script.quote(text) + "\n} 2>&1 >&3 3>&- 4>&- </dev/null )\n";
  }

  private String end(int index, String status, String error) {
    return "printf '\\n%%s %%s %%s\\n%%s\\n%%s\\n' %1$s %2$d %3$s %4$s %1$s\n"
        .formatted(nonce, index, status, error);
  }

  /** Returns an answer for each query, in their order. */
  public List<ScriptOutput> parse(byte[] output) throws TruncatedOutput {
    var answers = new TreeMap<Integer, ScriptOutput>();
    var rest = new Cursor(output);
    try {
      while (answers.size() < queries.size()) {
        var out = rest.until("\n" + nonce + " ");
        int index = number(rest.until(" "), queries.size() - 1);
        int exit = number(rest.until("\n"), HIGHEST_EXIT);
        var err = rest.until("\n" + nonce + "\n");
        if (answers.put(index, new ScriptOutput(exit, joined(out, err))) != null) {
          throw TruncatedOutput.notUnderstood();
        }
      }
    } catch (EndReached e) {
      throw new TruncatedOutput(answers.size(), queries.size());
    }
    return List.copyOf(answers.values());
  }

  private static int number(byte[] digits, int most) throws TruncatedOutput {
    int number = 0;
    for (byte digit : digits) {
      if (digit < '0' || digit > '9') {
        throw TruncatedOutput.notUnderstood();
      }
      number = 10 * number + digit - '0';
      if (number > most) {
        throw TruncatedOutput.notUnderstood();
      }
    }
    if (digits.length == 0) {
      throw TruncatedOutput.notUnderstood();
    }
    return number;
  }

  private static byte[] joined(byte[] out, byte[] err) {
    var both = Arrays.copyOf(out, out.length + err.length);
    System.arraycopy(err, 0, both, out.length, err.length);
    return both;
  }

  private static final class EndReached extends Exception {
    @Serial private static final long serialVersionUID = 1;
  }

  /** Reads bytes from one separator to the next. */
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
