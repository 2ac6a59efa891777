package runbook.connection;

import java.util.List;

/** The parts to carry out on a host in one request. */
public record Request(List<RequestPart> parts) {

  public static Request of(RequestPart... parts) {
    return new Request(List.of(parts));
  }
}
