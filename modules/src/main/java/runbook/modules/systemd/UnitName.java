package runbook.modules.systemd;

import java.util.List;
import java.util.stream.Stream;
import runbook.module.param.HostPath;

/** The full name of a unit, and where systemd looks for its files. */
public record UnitName(String name) {

  private static final String KINDS =
      "service|socket|device|mount|automount|swap|target|path|timer|slice|scope";

  /** The first that has the file counts. */
  static final List<String> FOLDERS =
      List.of(
          "/etc/systemd/system",
          "/run/systemd/system",
          "/usr/local/lib/systemd/system",
          "/usr/lib/systemd/system",
          "/lib/systemd/system");

  public UnitName {
    if (!name.matches("[A-Za-z0-9:_.@\\\\][A-Za-z0-9:_.@\\\\-]*")) {
      throw new IllegalArgumentException("'%s' is not a name for a unit".formatted(name));
    }
    if (!name.matches(".*\\.(" + KINDS + ")")) {
      name = name + ".service";
    }
  }

  /** Its own name and, for {@code web@1.service}, that of its template {@code web@.service}. */
  List<String> files() {
    int at = name.indexOf('@');
    return at < 0
        ? List.of(name)
        : List.of(name, name.substring(0, at + 1) + name.substring(name.lastIndexOf('.')));
  }

  /** Where its definition can be, the place that counts first. */
  List<HostPath> places() {
    return FOLDERS.stream()
        .flatMap(folder -> files().stream().map(file -> new HostPath(folder + "/" + file)))
        .toList();
  }

  /** The directories that can hold additions to it. */
  Stream<HostPath> additions() {
    return places().stream().map(place -> new HostPath(place.path() + ".d"));
  }

  /** Where links to it are made and removed when it is enabled and disabled. */
  Stream<HostPath> links() {
    return Stream.of("multi-user", "default", "graphical", "network-online", "sockets", "timers")
        .map(target -> FOLDERS.getFirst() + "/" + target + ".target.wants/" + name)
        .map(HostPath::new);
  }

  /** Where a link hides it when it is masked. */
  HostPath mask() {
    return new HostPath(FOLDERS.getFirst() + "/" + name);
  }

  @Override
  public String toString() {
    return name;
  }
}
