package runbook.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

/** A relay to a port that forwards traffic until told to drop it silently. */
public final class NetworkRelay implements AutoCloseable {

  private final ServerSocket entrance;
  private final String address;
  private final int port;
  private final AtomicLong there;
  private final AtomicLong back = new AtomicLong(Long.MAX_VALUE);
  private final CountDownLatch over = new CountDownLatch(1);

  private NetworkRelay(ServerSocket entrance, String address, int port, long there) {
    this.entrance = entrance;
    this.address = address;
    this.port = port;
    this.there = new AtomicLong(there);
  }

  /** Forwards everything until {@link #drop}. */
  public static NetworkRelay to(String address, int port) throws IOException {
    return to(address, port, Long.MAX_VALUE);
  }

  /** Forwards this many bytes to the port and holds back the rest; forwards all answers. */
  public static NetworkRelay to(String address, int port, long bytes) throws IOException {
    var entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var networkRelay = new NetworkRelay(entrance, address, port, bytes);
    Thread.ofVirtual().start(networkRelay::accept);
    return networkRelay;
  }

  public int port() {
    return entrance.getLocalPort();
  }

  /** Stops forwarding in both directions, but keeps connections open. */
  public void drop() {
    there.set(0);
    back.set(0);
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        var one = entrance.accept();
        var other = new Socket(address, port);
        Thread.ofVirtual().start(new FutureTask<>(() -> pass(one, other, there)));
        Thread.ofVirtual().start(new FutureTask<>(() -> pass(other, one, back)));
      } catch (IOException e) {
        // The port is closed or the test is over: refuse further connections.
        close();
      }
    }
  }

  /** Forwards until either side ends. */
  private Void pass(Socket from, Socket to, AtomicLong left)
      throws IOException, InterruptedException {
    try (from;
        to) {
      var in = from.getInputStream();
      var bytes = new byte[8192];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (left.addAndGet(-n) < 0) {
          over.await();
          break;
        }
        to.getOutputStream().write(bytes, 0, n);
      }
    }
    return null;
  }

  @Override
  public void close() {
    over.countDown();
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
