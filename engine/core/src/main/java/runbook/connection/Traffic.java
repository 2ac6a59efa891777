package runbook.connection;

/** The round trips and bytes of a connection since login. */
public record Traffic(int roundTrips, long bytesSent, long bytesReceived) {

  public Traffic plus(Traffic other) {
    return new Traffic(
        roundTrips + other.roundTrips,
        bytesSent + other.bytesSent,
        bytesReceived + other.bytesReceived);
  }

  /** Returns what came after an earlier count. */
  public Traffic since(Traffic earlier) {
    return new Traffic(
        roundTrips - earlier.roundTrips,
        bytesSent - earlier.bytesSent,
        bytesReceived - earlier.bytesReceived);
  }
}
