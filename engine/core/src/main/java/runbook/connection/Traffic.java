package runbook.connection;

/** The round trips and bytes of a connection since login. */
public record Traffic(int roundTrips, long bytesSent, long bytesReceived) {}
