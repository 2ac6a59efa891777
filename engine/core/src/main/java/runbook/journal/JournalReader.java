package runbook.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.run.EarlierRun;

/** Reads the journal of a run, up to the line in which it was cut off. */
public final class JournalReader {

  private final Path file;
  private final RunHeader header;
  private final List<Map<String, Object>> lines;

  private JournalReader(Path file, RunHeader header, List<Map<String, Object>> lines) {
    this.file = file;
    this.header = header;
    this.lines = lines;
  }

  /** Reads a file; empty if it is not a journal. */
  public static Optional<JournalReader> read(Path file) throws IOException {
    var lines = new ArrayList<Map<String, Object>>();
    var texts = new String(Files.readAllBytes(file), UTF_8).lines().toList();
    for (int i = 0; i < texts.size(); i++) {
      try {
        lines.add(texts(JsonLine.read(texts.get(i))));
      } catch (IllegalArgumentException e) {
        if (i < texts.size() - 1) {
          throw new IOException("%s is damaged: line %d is not JSON".formatted(file, i + 1), e);
        }
        // The run was killed while it wrote its last line.
      }
    }
    return lines.isEmpty()
        ? Optional.empty()
        : header(lines.getFirst())
            .map(header -> new JournalReader(file, header, lines.subList(1, lines.size())));
  }

  /** Reads only the header of a file; empty if it is not a journal. */
  static Optional<RunHeader> header(Path file) throws IOException {
    try (var reader = Files.newBufferedReader(file)) {
      var line = reader.readLine();
      return line == null ? Optional.empty() : header(texts(JsonLine.read(line)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<String> words(Object list) {
    return list instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
  }

  private static Optional<RunHeader> header(Map<String, Object> line) {
    if (!Long.valueOf(RunJournal.VERSION).equals(line.get("journal"))) {
      return Optional.empty();
    }
    var sources = new LinkedHashMap<String, String>();
    texts(line.get("sources")).forEach((name, digest) -> sources.put(name, "" + digest));
    return Optional.of(
        new RunHeader(
            text(line, "run"),
            text(line, "began"),
            text(line, "folder"),
            words(line.get("arguments")),
            Optional.ofNullable((String) line.get("sealed")),
            text(line, "playbook"),
            Boolean.TRUE.equals(line.get("check")),
            Boolean.TRUE.equals(line.get("verbose")),
            Boolean.TRUE.equals(line.get("diff")),
            Optional.ofNullable((String) line.get("resumes")),
            sources,
            words(line.get("tasks"))));
  }

  private static String text(Map<String, Object> line, String name) {
    return String.valueOf(line.get(name));
  }

  private static Map<String, Object> texts(Object value) {
    var all = new LinkedHashMap<String, Object>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, inner) -> all.put(String.valueOf(name), inner));
    }
    return all;
  }

  public RunHeader header() {
    return header;
  }

  public Path file() {
    return file;
  }

  /** Returns all arguments of the command, with those that are secret. */
  public List<String> arguments() throws IOException {
    if (header.sealed().isEmpty()) {
      return header.arguments();
    }
    return words(JsonLine.read(JournalSeal.ofUser().open(header.sealed().get())));
  }

  /** Reports whether every host has finished every play. */
  public boolean isComplete() {
    return !lines.isEmpty() && Boolean.TRUE.equals(lines.getLast().get("complete"));
  }

  /** Returns how far the run got, together with those that it resumed. */
  public EarlierRun progress() throws IOException {
    var earlierRun = new EarlierRun();
    try {
      addTo(earlierRun);
    } catch (RuntimeException e) {
      throw new IOException("%s is damaged: %s".formatted(file, e), e);
    }
    return earlierRun;
  }

  private void addTo(EarlierRun earlierRun) throws IOException {
    if (header.resumes().isPresent()) {
      var before = file.resolveSibling(header.resumes().get() + ".jsonl");
      if (Files.notExists(before)) {
        throw new IOException(
            "run %s resumed run %s, whose journal is gone: %s"
                .formatted(header.run(), header.resumes().get(), before));
      }
      var journal = read(before);
      if (journal.isPresent()) {
        journal.get().addTo(earlierRun);
      }
    }
    earlierRun.began(Instant.parse(header.began()));
    var play = earlierRun.play(0);
    for (var line : lines) {
      switch (text(line, "event")) {
        case "play_began" -> {
          play = earlierRun.play((int) (long) (Long) line.get("number"));
          words(line.get("hosts")).stream().map(play::host).forEach(EarlierRun.EarlierHost::began);
        }
        case "task_ended" ->
            play.host(text(line, "host")).ended((int) (long) (Long) line.get("task"), task(line));
        case "host_finished" -> play.host(text(line, "host")).finished();
        case "barrier_opened" -> play.opened(text(line, "barrier"));
        case "slot_taken" -> play.entered(text(line, "rolling"), text(line, "host"));
        case "slot_freed" -> play.wentThrough(text(line, "rolling"), text(line, "host"));
        default -> {}
      }
    }
  }

  private static EarlierRun.EarlierTask task(Map<String, Object> line) throws IOException {
    var values =
        line.containsKey("sealed")
            ? texts(
                SecretValues.unmarked(
                    JsonLine.read(JournalSeal.ofUser().open(text(line, "sealed")))))
            : line;
    return new EarlierRun.EarlierTask(
        Boolean.TRUE.equals(line.get("changed")),
        Optional.ofNullable(values.get("result")),
        texts(values.get("variables")));
  }
}
