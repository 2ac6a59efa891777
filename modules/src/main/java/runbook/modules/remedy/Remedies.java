package runbook.modules.remedy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Advice;

/** A table of known messages: the first row that fits a line counts. */
public record Remedies(List<Remedy> rows) implements Advice {

  /** For whatever a service says before it gives up. */
  public static final Remedies OF_SERVICES =
      new Remedies(Stream.concat(KnownMessages.all(), SystemMessages.ROWS.stream()).toList());

  /** For the installation of packages, whose services may start. */
  public static final Remedies OF_PACKAGES =
      new Remedies(
          Stream.concat(PackageMessages.ROWS.stream(), SystemMessages.ROWS.stream()).toList());

  public Remedies {
    rows = List.copyOf(rows);
  }

  @Override
  public Optional<String> on(List<String> said) {
    return rows.stream()
        .filter(row -> said.stream().anyMatch(row::fits))
        .map(Remedy::advice)
        .findFirst();
  }

  /** The same for one text of any number of lines. */
  public Optional<String> on(String said) {
    return on(said.lines().toList());
  }
}
