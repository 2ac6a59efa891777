package runbook.step;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import runbook.module.Place;
import runbook.module.param.HostPath;

/** Whether what is written at one place can be seen at another. */
final class Overlap {

  /** The files in which a host keeps its users and groups. */
  private static final List<Place> ACCOUNT_FILES =
      Stream.of("/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow")
          .<Place>map(path -> new Place.Path(new HostPath(path)))
          .toList();

  private Overlap() {}

  static boolean any(Collection<Place> written, Collection<Place> read) {
    return written.stream().anyMatch(one -> read.stream().anyMatch(other -> of(one, other)));
  }

  static boolean of(Place written, Place read) {
    if (read instanceof Place.Everything) {
      return true;
    }
    return switch (written) {
      case Place.Everything _, Place.Packages _ -> true;
      case Place.Path(HostPath path) ->
          switch (read) {
            case Place.Path(HostPath same) -> paths(path, same);
            case Place.Account _, Place.Accounts _ ->
                ACCOUNT_FILES.stream().anyMatch(file -> of(written, file));
            default -> false;
          };
      // Units pull each other along, and with them their processes and what these listen to.
      case Place.Unit _ ->
          read instanceof Place.Unit
              || read instanceof Place.Process
              || read instanceof Place.Port;
      case Place.Process _ -> read instanceof Place.Port || read.equals(written);
      case Place.Account _, Place.Accounts _ -> accounts(written, read);
      case Place.Port _, Place.Setting _ -> read.equals(written);
    };
  }

  private static boolean accounts(Place written, Place read) {
    return switch (read) {
      case Place.Accounts _ -> true;
      case Place.Account _ -> written instanceof Place.Accounts || read.equals(written);
      case Place.Path _ -> ACCOUNT_FILES.stream().anyMatch(file -> of(file, read));
      default -> false;
    };
  }

  /**
   * True for paths that lie in each other, and for those that may do so by way of a linked
   * directory: {@code /var/run/app} and {@code /run/app/pid} share the name of what changes.
   */
  private static boolean paths(HostPath one, HostPath other) {
    return one.equals(other)
        || one.isBelow(other)
        || other.isBelow(one)
        || winds(one)
        || winds(other)
        || has(one, other.name())
        || has(other, one.name());
  }

  private static boolean winds(HostPath path) {
    return has(path, "..");
  }

  private static boolean has(HostPath path, String name) {
    return (path.path() + "/").contains("/" + name + "/");
  }
}
