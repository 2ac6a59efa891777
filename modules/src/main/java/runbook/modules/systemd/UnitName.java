package runbook.modules.systemd;

import java.util.List;
import java.util.stream.Stream;
import runbook.module.param.HostPath;

/** The full name of a unit and the folders where systemd looks for its files. */
public record UnitName(String name) {

  private static final String KINDS =
      "service|socket|device|mount|automount|swap|target|path|timer|slice|scope";

  /** The first folder that has the file wins. */
  static final List<String> FOLDERS =
      List.of(
          "/etc/systemd/system",
          "/run/systemd/system",
          "/usr/local/lib/systemd/system",
          "/usr/lib/systemd/system",
          "/lib/systemd/system");

  public UnitName {
    if (!name.matches("[A-Za-z0-9:_.@\\\\][A-Za-z0-9:_.@\\\\-]*")) {
      throw new IllegalArgumentException("'%s' is not a valid unit name".formatted(name));
    }
    if (!name.matches(".*\\.(" + KINDS + ")")) {
      name = name + ".service";
    }
  }

  /** Lists its name and, for {@code web@1.service}, also its template {@code web@.service}. */
  List<String> files() {
    int at = name.indexOf('@');
    return at < 0
        ? List.of(name)
        : List.of(name, name.substring(0, at + 1) + name.substring(name.lastIndexOf('.')));
  }

  /** Lists the possible paths of its definition, highest priority first. */
  List<HostPath> places() {
    return FOLDERS.stream()
        .flatMap(folder -> files().stream().map(file -> new HostPath(folder + "/" + file)))
        .toList();
  }

  /** Lists the directories for drop-in files. */
  Stream<HostPath> additions() {
    return places().stream().map(place -> new HostPath(place.path() + ".d"));
  }

  /** Lists the links that enabling makes and disabling removes. */
  Stream<HostPath> links() {
    return Stream.of("multi-user", "default", "graphical", "network-online", "sockets", "timers")
        .map(target -> FOLDERS.getFirst() + "/" + target + ".target.wants/" + name)
        .map(HostPath::new);
  }

  /** Returns the path of the link that masks it. */
  HostPath mask() {
    return new HostPath(FOLDERS.getFirst() + "/" + name);
  }

  @Override
  public String toString() {
    return name;
  }
}
