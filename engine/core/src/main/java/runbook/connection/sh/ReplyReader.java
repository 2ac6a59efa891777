package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import runbook.connection.Reply;
import runbook.connection.RequestProgress;

/** Reads the answer of a shell to a batch. */
final class ReplyReader {

  /** The number of bytes fetched of each output. */
  static final int LIMIT = 1024 * 1024;

  private static final byte[] NOTHING = {};

  /** The size of an output, and its file: {@code 12 /tmp/.runbook-x-1/o7.1} of part 1. */
  private static final Pattern OUTPUT = Pattern.compile(" *(\\d+) .*/([oe])\\d+\\.(\\d+)");

  private final ShellOutputReader from;
  private final String mark;

  ReplyReader(ShellOutputReader from, String mark) {
    this.from = from;
    this.mark = mark;
  }

  /** Returns the words after the mark on the next line. */
  List<String> words() throws IOException {
    var line = from.line();
    if (!line.startsWith(mark + " ")) {
      throw new IOException("the host sent an unexpected answer");
    }
    return List.of(line.substring(mark.length() + 1).split(" ", -1));
  }

  /** Reads the replies to the parts, starting with the first exit status. */
  List<Reply.ReplyPart> parts(RequestProgress requestProgress)
      throws IOException, NoWritableFolder {
    var exits = new ArrayList<Integer>();
    var outputs = new LinkedHashMap<String, Output>();
    while (true) {
      var words = words();
      switch (words.getFirst()) {
        case "part" -> {
          if (Integer.parseInt(words.get(1)) != exits.size() + 1) {
            throw new IOException("the host reported part %s twice or too early".formatted(words));
          }
          end(Integer.parseInt(words.get(2)), exits, requestProgress);
        }
        case "killed" -> end(Integer.parseInt(words.get(1)), exits, requestProgress);
        case "lost" -> lose(outputs, Integer.parseInt(words.get(1)));
        case "sizes" -> readOutputs(outputs);
        case "full" -> throw new NoWritableFolder();
        case "end" -> {
          return together(exits, outputs);
        }
        default -> throw new IOException("the host sent an unexpected answer");
      }
    }
  }

  private static void end(int exit, List<Integer> exits, RequestProgress requestProgress) {
    exits.add(exit);
    requestProgress.ended(exits.size() - 1, exit);
  }

  /** A command that removes the folder also removes the output so far. */
  private static void lose(Map<String, Output> outputs, int last) {
    var message = "what this printed is lost: the folder that held it was removed\n";
    for (int i = 1; i <= last; i++) {
      outputs.put("e" + i, new Output(message.getBytes(UTF_8), 0));
    }
  }

  private void readOutputs(Map<String, Output> outputs) throws IOException {
    var sizes = new LinkedHashMap<String, Long>();
    for (var line = from.line(); !line.startsWith(mark); line = from.line()) {
      var size = OUTPUT.matcher(line);
      if (size.matches()) {
        sizes.put(size.group(2) + size.group(3), Long.parseLong(size.group(1)));
      }
    }
    for (var size : sizes.entrySet()) {
      long all = size.getValue();
      var bytes = from.bytes((int) Math.min(all, LIMIT));
      from.skipPast(mark + "\n");
      outputs.put(size.getKey(), new Output(bytes, all - bytes.length));
    }
  }

  private static List<Reply.ReplyPart> together(List<Integer> exits, Map<String, Output> outputs) {
    var none = new Output(NOTHING, 0);
    var parts = new ArrayList<Reply.ReplyPart>();
    for (int i = 1; i <= exits.size(); i++) {
      var out = outputs.getOrDefault("o" + i, none);
      var err = outputs.getOrDefault("e" + i, none);
      parts.add(
          new Reply.ReplyPart(exits.get(i - 1), out.bytes(), err.bytes(), out.left() + err.left()));
    }
    return parts;
  }

  private record Output(byte[] bytes, long left) {}

  /** No folder on the host is writable, or the one in use is full. */
  static final class NoWritableFolder extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1;
  }
}
