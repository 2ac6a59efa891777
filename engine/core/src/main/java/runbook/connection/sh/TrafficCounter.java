package runbook.connection.sh;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import runbook.connection.Traffic;

/** Counts the round trips and bytes of a connection. */
final class TrafficCounter {

  private final AtomicInteger roundTrips = new AtomicInteger();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();

  void roundTrip() {
    roundTrips.incrementAndGet();
  }

  void sent(long bytes) {
    sent.addAndGet(bytes);
  }

  void received(long bytes) {
    received.addAndGet(bytes);
  }

  Traffic traffic() {
    return new Traffic(roundTrips.get(), sent.get(), received.get());
  }
}
