package runbook.connection;

import java.util.List;

/** What to carry out on a host in one go. */
public record Request(List<Part> parts) {

  public static Request of(Part... parts) {
    return new Request(List.of(parts));
  }
}
