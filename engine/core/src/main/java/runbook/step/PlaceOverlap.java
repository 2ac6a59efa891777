package runbook.step;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.param.HostPath;
import runbook.step.HostLinks.Reach;

/**
 * Decides whether a write at one place can be seen at another.
 *
 * @param hostLinks the links that give paths of the host more than one name
 */
record PlaceOverlap(HostLinks hostLinks) {

  /** The files that store the users and groups of a host. */
  static final List<Place> ACCOUNT_FILES =
      Stream.of("/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow")
          .<Place>map(path -> new Place.Path(new HostPath(path)))
          .toList();

  private static final Reach EVERYTHING = new Reach(true, true);

  /** An overlap for hosts whose links are not known. */
  static PlaceOverlap anywhere() {
    return new PlaceOverlap(new HostLinks());
  }

  /** Reports whether a fact reads one of these places. */
  boolean any(Collection<Place> written, Fact<?> fact) {
    return any(written, fact.places()) || any(written, fact.reads());
  }

  boolean any(Collection<Place> written, Collection<Place> read) {
    return written.stream().anyMatch(one -> read.stream().anyMatch(other -> of(one, other)));
  }

  boolean of(Place written, Place read) {
    if (read instanceof Place.Everything) {
      return true;
    }
    return switch (written) {
      case Place.Everything _, Place.Packages _ -> true;
      case Place.Path(HostPath path) -> path(path, EVERYTHING, read);
      case Place.Link(HostPath path, String _) -> path(path, new Reach(false, true), read);
      case Place.Itself(HostPath path) -> path(path, new Reach(false, false), read);
      // Units start and stop each other, and with them their processes and ports.
      case Place.Unit _, Place.StartedUnit _ ->
          read instanceof Place.Unit
              || read instanceof Place.UnitProcess
              || read instanceof Place.Port;
      case Place.UnitProcess _ -> read instanceof Place.Port || read.equals(written);
      case Place.Account _, Place.Accounts _ -> accounts(written, read);
      case Place.Port _, Place.Setting _ -> read.equals(written);
    };
  }

  private boolean path(HostPath written, Reach reach, Place read) {
    return switch (read) {
      case Place.Path(HostPath path) -> hostLinks.join(written, reach, path, true);
      case Place.Link(HostPath path, String _) -> hostLinks.join(written, reach, path, true);
      case Place.Itself(HostPath path) -> hostLinks.join(written, reach, path, false);
      case Place.Account _, Place.Accounts _ ->
          ACCOUNT_FILES.stream().anyMatch(file -> path(written, reach, file));
      default -> false;
    };
  }

  private boolean accounts(Place written, Place read) {
    return switch (read) {
      case Place.Accounts _ -> true;
      case Place.Account _ -> written instanceof Place.Accounts || read.equals(written);
      case Place.Path _ -> ACCOUNT_FILES.stream().anyMatch(file -> of(file, read));
      default -> false;
    };
  }
}
