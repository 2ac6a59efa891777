package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.AccessDenied;
import runbook.connection.Reply;
import runbook.connection.RequestProgress;

/**
 * Reads the answer of a shell to a batch. A host may send anything: what is not understood, and
 * more than a batch can cause, is an {@link UnreadableReply}.
 */
final class ReplyReader {

  /** The number of bytes fetched of each output. */
  static final int LIMIT = 1024 * 1024;

  /** The number of bytes kept of all outputs of a batch. What comes after them counts as cut. */
  static final int ALL_OUTPUTS = 16 * LIMIT;

  /** The highest exit status that a shell reports. */
  private static final int HIGHEST_EXIT = 255;

  private static final byte[] NOTHING = {};

  private static final String FOLDERS = "/tmp, /var/tmp, /dev/shm, /run or the home folder";

  private final ShellOutputReader from;
  private final String mark;

  ReplyReader(ShellOutputReader from, String mark) {
    this.from = from;
    this.mark = mark;
  }

  /** Returns the next line, which must begin with the mark. */
  ReplyLine line() throws IOException {
    return ReplyLine.of(from.line(), mark);
  }

  /**
   * Reads the replies to the parts, starting with the first exit status.
   *
   * @param count the number of parts of the batch
   */
  List<Reply.ReplyPart> parts(int count, RequestProgress requestProgress)
      throws IOException, NoWritableFolder {
    var exits = new ArrayList<Integer>();
    var outputs = new LinkedHashMap<String, Output>();
    boolean hasOutputs = false;
    for (int lines = 0; lines < mostLines(count); lines++) {
      var line = line();
      switch (line.kind()) {
        case "part" -> {
          if (line.number(1, count) != exits.size() + 1) {
            throw line.unexpected();
          }
          end(line, 2, exits, requestProgress);
        }
        case "killed" -> {
          if (exits.size() == count) {
            throw line.unexpected();
          }
          end(line, 1, exits, requestProgress);
        }
        case "lost" -> lose(outputs, line.number(1, count));
        case "sizes" -> {
          if (hasOutputs) {
            throw line.unexpected();
          }
          hasOutputs = true;
          readOutputs(count, outputs);
        }
        case "full", "closed" -> throw new NoWritableFolder(line);
        case "end" -> {
          if (exits.isEmpty()) {
            throw line.unexpected();
          }
          return together(exits, outputs);
        }
        default -> throw line.unexpected();
      }
    }
    throw new UnreadableReply("it has too many lines");
  }

  /** Each part has one line about its end, one about lost output, and up to four about sizes. */
  private static int mostLines(int count) {
    return 4 * count + 16;
  }

  private static void end(
      ReplyLine line, int word, List<Integer> exits, RequestProgress requestProgress)
      throws UnreadableReply {
    int exit = line.number(word, HIGHEST_EXIT);
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

  private void readOutputs(int count, Map<String, Output> outputs) throws IOException {
    var sizes = new ArrayList<OutputSize>();
    int lines = 0;
    for (var line = from.line(); !line.startsWith(mark); line = from.line()) {
      OutputSize.of(line).ifPresent(sizes::add);
      if (++lines > mostLines(count)) {
        throw new UnreadableReply("it has too many lines");
      }
    }
    int room = ALL_OUTPUTS;
    for (var size : sizes) {
      if (size.part() > count) {
        throw new UnreadableReply("it has the output of a part that was not sent");
      }
      int fetched = (int) Math.min(size.bytes(), LIMIT);
      int kept = Math.min(fetched, room);
      from.skip(fetched - kept);
      outputs.put(size.name(), new Output(from.bytes(kept), size.bytes() - kept));
      room -= kept;
      from.skipPast(mark + "\n");
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

  /**
   * A line of {@code wc} about an output: {@code 12 /tmp/.runbook-x-1/o7.1} of part 1.
   *
   * @param kind {@code o} or {@code e}
   */
  private record OutputSize(long bytes, String kind, int part) {

    private static final int MOST_DIGITS = 6;

    /** Returns the size; empty if the line is about something else. */
    static Optional<OutputSize> of(String line) {
      var words = line.strip();
      int space = words.indexOf(' ');
      var file = words.substring(words.lastIndexOf('/') + 1);
      int dot = file.indexOf('.');
      if (space < 0 || dot < 2 || !ReplyLine.isNumber(words.substring(0, space))) {
        return Optional.empty();
      }
      var kind = file.substring(0, 1);
      var part = file.substring(dot + 1);
      boolean isOutput =
          (kind.equals("o") || kind.equals("e"))
              && ReplyLine.isNumber(file.substring(1, dot))
              && ReplyLine.isNumber(part)
              && part.length() <= MOST_DIGITS;
      return isOutput
          ? Optional.of(
              new OutputSize(
                  Long.parseLong(words.substring(0, space)), kind, Integer.parseInt(part)))
          : Optional.empty();
    }

    String name() {
      return kind + part;
    }
  }

  /** No folder on the host is writable, or the one in use is full. */
  static final class NoWritableFolder extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1;

    private final boolean full;

    NoWritableFolder(ReplyLine line) {
      full = line.kind().equals("full");
    }

    AccessDenied at(String host) {
      return full
          ? new AccessDenied(
              host + ": no space for temporary files", "free up space on the host, in " + FOLDERS)
          : new AccessDenied(
              host + ": no folder for temporary files is writable",
              "let this user write on the host in one of " + FOLDERS + ", or mount it for writing");
    }
  }
}
