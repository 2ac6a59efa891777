package runbook.connection;

import java.util.List;

/** What to carry out on a host in one go. */
public record Request(List<RequestPart> parts) {

  public static Request of(RequestPart... parts) {
    return new Request(List.of(parts));
  }
}
