package runbook.project;

import java.util.Optional;
import java.util.regex.Pattern;
import org.semver4j.Semver;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/** The versions that suit: {@code ^1.2}, {@code ~1.2}, {@code >=1.2 <2}, {@code 1.2.3}. */
record VersionRange(String text, RangeList ranges) {

  static final VersionRange ANY = new VersionRange("*", RangeListFactory.create("*"));

  static final String EXAMPLES = "write ^1.2 or ~1.2 or '>=1.2 <2' or 1.2.3";

  /** The library reads nonsense as no version or as all, so this comes first. */
  private static final String TERM =
      "(?:[~^=]|[<>]=?)?\\d{1,9}(?:\\.\\d{1,9}){0,2}(?:-[0-9A-Za-z.-]+)?";

  private static final Pattern RANGE = Pattern.compile(TERM + "(?: +" + TERM + ")*");

  static Optional<VersionRange> of(String text) {
    return RANGE.matcher(text).matches()
        ? Optional.of(new VersionRange(text, RangeListFactory.create(text)))
        : Optional.empty();
  }

  boolean includes(Semver version) {
    return version.satisfies(ranges);
  }

  @Override
  public String toString() {
    return text.equals(ANY.text) ? "any version" : text;
  }
}
