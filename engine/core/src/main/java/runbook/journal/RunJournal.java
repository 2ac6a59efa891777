package runbook.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.report.RunTotals;
import runbook.report.Tally;

/**
 * Writes the events of a run to a file as they happen, one line of JSON each. Each line is written
 * at once, so that killing the program loses none; where hosts wait for each other, the disk has it
 * too.
 */
public final class RunJournal implements RunListener, AutoCloseable {

  /** The version of the format, in the first line. */
  static final int VERSION = 2;

  private static final FileAttribute<?> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final FileOutputStream file;
  private final UnaryOperator<String> mask;
  private final EventText eventText;
  private final JournalSeal seal;
  private final Consumer<String> warn;
  private final LongSupplier clock;
  private final Tally tally = new Tally();
  private final Set<String> open = new HashSet<>();
  private final Path path;
  private final boolean check;
  private int play;
  private boolean failed;

  private RunJournal(
      Path path,
      boolean check,
      UnaryOperator<String> mask,
      LongSupplier clock,
      Consumer<String> warn)
      throws IOException {
    this.path = path;
    this.check = check;
    // Unlike a channel, a stream survives an interrupt of the thread that writes.
    this.file = new FileOutputStream(path.toFile(), true);
    this.mask = mask;
    this.eventText = new EventText(mask);
    this.seal = JournalSeal.ofUser();
    this.clock = clock;
    this.warn = warn;
  }

  /**
   * Begins a journal.
   *
   * @param toFinish the hosts of each play, which is complete when all have finished it
   * @param mask hides secrets in a text
   * @param clock returns the time since the run began, in nanoseconds
   * @param warn is told once if the journal cannot be continued
   */
  public static RunJournal begin(
      RunFolder runFolder,
      RunHeader header,
      List<Set<String>> toFinish,
      UnaryOperator<String> mask,
      LongSupplier clock,
      Consumer<String> warn)
      throws IOException {
    return begin(Files.createFile(runFolder.add(header), OWN), header, toFinish, mask, clock, warn);
  }

  /** Begins a journal that is not kept: whoever asks for it deletes it. */
  public static RunJournal temporary(
      RunHeader header, UnaryOperator<String> mask, LongSupplier clock, Consumer<String> warn)
      throws IOException {
    return begin(
        Files.createTempFile("runbook", ".jsonl", OWN), header, List.of(), mask, clock, warn);
  }

  private static RunJournal begin(
      Path path,
      RunHeader header,
      List<Set<String>> toFinish,
      UnaryOperator<String> mask,
      LongSupplier clock,
      Consumer<String> warn)
      throws IOException {
    var journal = new RunJournal(path, header.check(), mask, clock, warn);
    // Shows other runs that this one is going on; the system drops it with the process.
    var _ = journal.file.getChannel().tryLock();
    for (int number = 0; number < toFinish.size(); number++) {
      for (var host : toFinish.get(number)) {
        journal.open.add(number + " " + host);
      }
    }
    var first = new LinkedHashMap<String, Object>();
    first.put("journal", VERSION);
    first.putAll(new EventText(text -> text).of(header));
    journal.write(first);
    return journal;
  }

  /** Returns texts in a form that only this user can read. */
  public static String sealed(List<String> texts) throws IOException {
    return JournalSeal.ofUser().close(JsonLine.write(texts));
  }

  @Override
  public synchronized void on(Event event) {
    if (failed) {
      return;
    }
    tally.on(event);
    try {
      switch (event) {
        case Event.HostWaits _ -> {}
        case Event.TaskEnded ended -> {
          // Nothing goes on with a check.
          if (!check) {
            write(of(ended));
          }
        }
        case Event.CommandRan ran -> writeEvent(BoundedOutput.of(ran, mask));
        case Event.BarrierOpened _, Event.SlotTaken _, Event.SlotFreed _ -> writeSafely(event);
        case Event.PlayBegan(String _, int number, var _) -> {
          play = number;
          writeEvent(event);
        }
        case Event.HostFinished(String host) -> {
          open.remove(play + " " + host);
          writeSafely(event);
        }
        case Event.RunEnded _ -> {
          writeEvent(event);
          write(LastLine.of(open.isEmpty(), RunTotals.of(tally)));
          file.getFD().sync();
        }
        default -> writeEvent(event);
      }
    } catch (IOException e) {
      failed = true;
      warn.accept("cannot go on with the record of this run: " + e.getMessage());
    }
  }

  /** Keeps results as they are: another run may use them. Those with secrets are sealed. */
  private Map<String, Object> of(Event.TaskEnded ended) throws IOException {
    var line = EventText.head(ended, clock.getAsLong());
    line.put("host", ended.host());
    line.put("task", ended.task());
    line.put("changed", ended.changed());
    var values = new LinkedHashMap<String, Object>();
    ended.result().ifPresent(result -> values.put("result", result));
    if (!ended.variables().isEmpty()) {
      values.put("variables", ended.variables());
    }
    var text = JsonLine.write(SecretValues.marked(values));
    if (!SecretValues.areIn(values) && mask.apply(text).equals(text)) {
      line.putAll(values);
    } else {
      line.put("sealed", seal.close(text));
    }
    return line;
  }

  private void writeEvent(Event event) throws IOException {
    write(eventText.of(event, clock.getAsLong()));
  }

  private void writeSafely(Event event) throws IOException {
    writeEvent(event);
    if (!check) {
      file.getFD().sync();
    }
  }

  public Path path() {
    return path;
  }

  /** Reports whether a host has not finished a play. */
  public synchronized boolean isIncomplete() {
    return !open.isEmpty();
  }

  private void write(Map<String, Object> line) throws IOException {
    file.write((JsonLine.write(line) + "\n").getBytes(UTF_8));
  }

  @Override
  public synchronized void close() throws IOException {
    failed = true;
    file.close();
  }
}
