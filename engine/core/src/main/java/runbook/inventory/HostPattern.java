package runbook.inventory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.text.Suggestion;
import runbook.yaml.Node;

/**
 * Selects hosts: names of hosts and groups, with {@code *} as a wildcard, separated by commas or
 * colons. {@code &x} keeps only hosts that are also in x, {@code !x} excludes those in x.
 */
public final class HostPattern {

  /** The number of known names to list if a name is unknown. */
  private static final int NAMED = 8;

  private final Position at;
  private final String text;
  private final List<Term> terms;

  private HostPattern(Position at, String text, List<Term> terms) {
    this.at = at;
    this.text = text;
    this.terms = terms;
  }

  private enum Sign {
    ALSO,
    ONLY,
    NOT
  }

  private record Term(Position at, Sign sign, String name) {}

  /** Parses a pattern from the command line. Its position is the name of the option. */
  public static HostPattern of(String option, String text, Problems problems) {
    var at = new Source(option, text).at(1, 1);
    return of(new Node.Scalar(at, text, text, true, false), problems);
  }

  public static HostPattern of(Node.Scalar written, Problems problems) {
    var text = written.value() instanceof String s ? s : written.raw();
    boolean plain = text.equals(written.raw());
    var terms = new ArrayList<Term>();
    int start = 0;
    boolean bracket = false;
    for (int i = 0; i <= text.length(); i++) {
      bracket |= i < text.length() && text.charAt(i) == '[';
      bracket &= i == text.length() || text.charAt(i) != ']';
      if (i == text.length() || (!bracket && ",:".indexOf(text.charAt(i)) >= 0)) {
        int first = start;
        while (first < i && Character.isWhitespace(text.charAt(first))) {
          first++;
        }
        var place = plain ? written.at(first) : written.at();
        term(place, text.substring(start, i).strip(), problems).ifPresent(terms::add);
        start = i + 1;
      }
    }
    return new HostPattern(written.at(), text, List.copyOf(terms));
  }

  private static Optional<Term> term(Position at, String text, Problems problems) {
    var sign = text.startsWith("!") ? Sign.NOT : text.startsWith("&") ? Sign.ONLY : Sign.ALSO;
    var name = sign == Sign.ALSO ? text : text.substring(1).strip();
    if (name.isEmpty()) {
      problems.add(at, "the name of a host or group is missing here");
      return Optional.empty();
    }
    return Optional.of(new Term(at, sign, name));
  }

  /**
   * Returns the hosts in the order of the inventory. Unknown names and an empty result are
   * problems.
   */
  public List<Host> select(Inventory inventory, Problems problems) {
    var found = new Problems();
    Set<String> chosen = new HashSet<>();
    if (terms.stream().noneMatch(t -> t.sign() == Sign.ALSO)) {
      chosen.addAll(inventory.hosts().keySet());
    }
    for (var sign : Sign.values()) {
      for (var term : terms) {
        if (term.sign() == sign) {
          var named = named(term, inventory, found);
          switch (sign) {
            case ALSO -> chosen.addAll(named);
            case ONLY -> chosen.retainAll(named);
            case NOT -> chosen.removeAll(named);
          }
        }
      }
    }
    if (found.none() && chosen.isEmpty() && !terms.isEmpty()) {
      found.add(at, "'" + text + "' selects no host");
    }
    problems.addAll(found);
    return inventory.hosts().values().stream().filter(h -> chosen.contains(h.name())).toList();
  }

  private static Set<String> named(Term term, Inventory inventory, Problems problems) {
    var names = inventory.names();
    var matches = names.stream().filter(n -> matches(term.name(), n)).collect(Collectors.toSet());
    if (matches.isEmpty()) {
      problems.add(
          term.at(),
          term.name().contains("*") || term.name().contains("?")
              ? "no host or group matches '" + term.name() + "'"
              : "there is no host or group '" + term.name() + "'",
          term.name().contains("[")
              ? "name the hosts one by one, or with '*'"
              : instead(term.name(), inventory));
    }
    var hosts = new HashSet<String>();
    for (var match : matches) {
      hosts.addAll(inventory.groups().getOrDefault(match, List.of(match)));
    }
    return hosts;
  }

  private static String instead(String name, Inventory inventory) {
    var near = Suggestion.hint(name, inventory.names());
    if (!near.isEmpty()) {
      return near;
    }
    var known = new LinkedHashSet<>(inventory.groups().keySet());
    known.remove(Inventory.UNGROUPED);
    known.addAll(inventory.hosts().keySet());
    return known.stream().limit(NAMED).collect(Collectors.joining(", ", "there is: ", ""))
        + (known.size() > NAMED ? " and %d more".formatted(known.size() - NAMED) : "");
  }

  private static boolean matches(String pattern, String name) {
    if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
      return pattern.equals(name);
    }
    var regex =
        pattern
            .chars()
            .mapToObj(c ->
                switch (c) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> java.util.regex.Pattern.quote(Character.toString(c));
                })
            .collect(Collectors.joining());
    return name.matches(regex);
  }
}
