package runbook.connection;

/** The round trips and bytes of a connection since login. */
public record Traffic(int roundTrips, long bytesSent, long bytesReceived) {

  /** Returns what came after an earlier count. */
  public Traffic since(Traffic earlier) {
    return new Traffic(
        roundTrips - earlier.roundTrips,
        bytesSent - earlier.bytesSent,
        bytesReceived - earlier.bytesReceived);
  }
}
