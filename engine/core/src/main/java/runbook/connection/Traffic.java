package runbook.connection;

/** What a connection has cost since login. */
public record Traffic(int roundTrips, long bytesSent, long bytesReceived) {}
