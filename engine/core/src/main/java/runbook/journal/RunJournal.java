package runbook.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import runbook.event.Event;
import runbook.event.RunListener;

/**
 * Writes the events of a run to a file as they happen, one line of JSON each. Each line is written
 * at once, so that killing the program loses none; where hosts wait for each other, the disk has it
 * too.
 */
public final class RunJournal implements RunListener, AutoCloseable {

  /** The version of the format, in the first line. */
  static final int VERSION = 1;

  private final FileOutputStream file;
  private final UnaryOperator<String> mask;
  private final EventText eventText;
  private final JournalSeal seal;
  private final Consumer<String> warn;
  private final Set<String> open = new HashSet<>();
  private int play;
  private boolean failed;

  private RunJournal(
      FileOutputStream file, UnaryOperator<String> mask, JournalSeal seal, Consumer<String> warn) {
    this.file = file;
    this.mask = mask;
    this.eventText = new EventText(mask);
    this.seal = seal;
    this.warn = warn;
  }

  /**
   * Begins a journal.
   *
   * @param toFinish the hosts of each play, which is complete when all have finished it
   * @param mask hides secrets in a text
   * @param warn is told once if the journal cannot be continued
   */
  public static RunJournal begin(
      RunFolder runFolder,
      RunHeader header,
      List<Set<String>> toFinish,
      UnaryOperator<String> mask,
      Consumer<String> warn)
      throws IOException {
    var permissions =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var path = Files.createFile(runFolder.add(header), permissions);
    // Unlike a channel, a stream survives an interrupt of the thread that writes.
    var file = new FileOutputStream(path.toFile(), true);
    // Shows other runs that this one is going on; the system drops it with the process.
    var _ = file.getChannel().tryLock();
    var journal = new RunJournal(file, mask, JournalSeal.ofUser(), warn);
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
    try {
      switch (event) {
        case Event.StepWaits _, Event.HostWaits _ -> {}
        case Event.TaskEnded ended -> write(of(ended));
        case Event.BarrierOpened _, Event.SlotTaken _, Event.SlotFreed _ -> writeSafely(event);
        case Event.PlayBegan(String _, int number, var _) -> {
          play = number;
          write(eventText.of(event));
        }
        case Event.HostFinished(String host) -> {
          open.remove(play + " " + host);
          writeSafely(event);
        }
        case Event.RunEnded _ -> {
          write(eventText.of(event));
          write(Map.of("complete", open.isEmpty()));
          file.getFD().sync();
        }
        default -> write(eventText.of(event));
      }
    } catch (IOException e) {
      failed = true;
      warn.accept("cannot go on with the journal of this run: " + e.getMessage());
    }
  }

  /** Keeps results as they are: another run may use them. Those with secrets are sealed. */
  private Map<String, Object> of(Event.TaskEnded ended) throws IOException {
    var line = new LinkedHashMap<String, Object>();
    line.put("event", "task_ended");
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

  private void writeSafely(Event event) throws IOException {
    write(eventText.of(event));
    file.getFD().sync();
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
