package runbook.modules.etcd.settings;

import java.util.Optional;

/**
 * An option of etcd.
 *
 * @param gone the first version without it
 * @param place its place in the YAML file, a section and a name, or a name; empty for a mere flag
 */
record EtcdOption(
    String name,
    OptionKind optionKind,
    MinorVersion since,
    Optional<MinorVersion> gone,
    Optional<FormerName> former,
    Optional<String> place) {

  /** The name of an option before {@link EtcdOption#since}. */
  record FormerName(String name, MinorVersion since) {}

  static EtcdOption of(String line) {
    var words = line.split(" ", -1);
    var former = words[4].split("@", -1);
    return new EtcdOption(
        words[0],
        OptionKind.valueOf(words[1].toUpperCase(java.util.Locale.ROOT)),
        MinorVersion.of(words[2]),
        words[3].equals("-") ? Optional.empty() : Optional.of(MinorVersion.of(words[3])),
        former.length == 1
            ? Optional.empty()
            : Optional.of(new FormerName(former[0], MinorVersion.of(former[1]))),
        words[5].equals("-")
            ? Optional.empty()
            : Optional.of(words[5].equals("=") ? words[0] : words[5]));
  }

  /** Returns its name in a version; empty if that version does not have it. */
  Optional<String> nameIn(MinorVersion minorVersion) {
    if (gone.isPresent() && !minorVersion.isBefore(gone.get())) {
      return Optional.empty();
    }
    return minorVersion.isBefore(since)
        ? former.filter(f -> !minorVersion.isBefore(f.since())).map(FormerName::name)
        : Optional.of(name);
  }

  /** Returns its section of the YAML file; empty at the top level. */
  String section() {
    return place.filter(p -> p.contains("/")).map(p -> p.split("/", -1)[0]).orElse("");
  }

  /** Returns its key in the YAML file, for its name in a version. */
  String key(String nameInVersion) {
    return place.filter(p -> p.contains("/")).map(p -> p.split("/", -1)[1]).orElse(nameInVersion);
  }
}
