package runbook.modules.etcd.settings;

import java.util.Optional;

/**
 * One thing that etcd can be told.
 *
 * @param gone the first version that does not know it any more
 * @param place in the YAML file, a section and a name, or a name; empty where it is only a flag
 */
record Option(
    String name,
    Kind kind,
    Version since,
    Optional<Version> gone,
    Optional<Former> former,
    Optional<String> place) {

  /** What it was called before {@link Option#since}. */
  record Former(String name, Version since) {}

  static Option of(String line) {
    var words = line.split(" ", -1);
    var former = words[4].split("@", -1);
    return new Option(
        words[0],
        Kind.valueOf(words[1].toUpperCase(java.util.Locale.ROOT)),
        Version.of(words[2]),
        words[3].equals("-") ? Optional.empty() : Optional.of(Version.of(words[3])),
        former.length == 1
            ? Optional.empty()
            : Optional.of(new Former(former[0], Version.of(former[1]))),
        words[5].equals("-")
            ? Optional.empty()
            : Optional.of(words[5].equals("=") ? words[0] : words[5]));
  }

  /** Its name in a version; empty when that does not know it. */
  Optional<String> nameIn(Version version) {
    if (gone.isPresent() && !version.isBefore(gone.get())) {
      return Optional.empty();
    }
    return version.isBefore(since)
        ? former.filter(f -> !version.isBefore(f.since())).map(Former::name)
        : Optional.of(name);
  }

  /** The section of the YAML file it stands in; empty at the top. */
  String section() {
    return place.filter(p -> p.contains("/")).map(p -> p.split("/", -1)[0]).orElse("");
  }

  /** What it is called there, in a version that calls it so. */
  String key(String nameInVersion) {
    return place.filter(p -> p.contains("/")).map(p -> p.split("/", -1)[1]).orElse(nameInVersion);
  }
}
