package runbook.modules.messages;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.FailureHint;

/** A table of known messages; the first row that matches a line wins. */
public record KnownMessages(List<KnownMessage> rows) implements FailureHint {

  /** The messages of failing services. */
  public static final KnownMessages OF_SERVICES =
      new KnownMessages(
          Stream.concat(KnownMessageSource.all(), SystemMessages.ROWS.stream()).toList());

  /** The messages of package installation, during which services may start. */
  public static final KnownMessages OF_PACKAGES =
      new KnownMessages(
          Stream.concat(PackageMessages.ROWS.stream(), SystemMessages.ROWS.stream()).toList());

  public KnownMessages {
    rows = List.copyOf(rows);
  }

  @Override
  public Optional<String> on(List<String> said) {
    return rows.stream()
        .filter(row -> said.stream().anyMatch(row::fits))
        .map(KnownMessage::advice)
        .findFirst();
  }

  /** Finds the advice for a text of several lines. */
  public Optional<String> on(String said) {
    return on(said.lines().toList());
  }
}
