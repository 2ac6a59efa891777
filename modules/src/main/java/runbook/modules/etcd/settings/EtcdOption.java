package runbook.modules.etcd.settings;

import java.util.Optional;

/**
 * One thing that etcd can be told.
 *
 * @param gone the first version that does not know it any more
 * @param place in the YAML file, a section and a name, or a name; empty where it is only a flag
 */
record EtcdOption(
    String name,
    OptionKind optionKind,
    MinorVersion since,
    Optional<MinorVersion> gone,
    Optional<FormerName> former,
    Optional<String> place) {

  /** What it was called before {@link EtcdOption#since}. */
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

  /** Its name in a version; empty when that does not know it. */
  Optional<String> nameIn(MinorVersion minorVersion) {
    if (gone.isPresent() && !minorVersion.isBefore(gone.get())) {
      return Optional.empty();
    }
    return minorVersion.isBefore(since)
        ? former.filter(f -> !minorVersion.isBefore(f.since())).map(FormerName::name)
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
