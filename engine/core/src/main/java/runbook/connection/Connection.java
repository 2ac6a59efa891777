package runbook.connection;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connection to a host. Used by one thread at a time. */
public interface Connection extends AutoCloseable {

  /**
   * Sends the parts to the host and waits for the answer: one round trip, and one more for each
   * {@link RequestPart.UploadPart} that is too large to send inline.
   *
   * <p>The first part that exits non-zero ends the request, unless it sets {@code goOn}; the reply
   * then holds fewer parts than the request.
   *
   * @param become the user to act as; empty for the login user
   * @throws AccessDenied if the login user may not become that user, or no folder on the host is
   *     writable
   * @throws RequestTimeout if the deadline passed; the running commands were killed, and the
   *     connection is still usable
   * @throws Unreachable if the request could not be sent, or the host was lost before it answered;
   *     whether the request was carried out is then unknown
   */
  default Reply send(Request request, Optional<BecomeUser> become, Duration deadline)
      throws AccessDenied, RequestTimeout, Unreachable, InterruptedException {
    return send(request, become, deadline, RequestProgress.IGNORED);
  }

  /**
   * Sends a request as above and follows it.
   *
   * @param deadline the time for each step of the request; a {@link RequestPart.ExpectedPart} ends
   *     a step
   */
  Reply send(
      Request request,
      Optional<BecomeUser> become,
      Duration deadline,
      RequestProgress requestProgress)
      throws AccessDenied, RequestTimeout, Unreachable, InterruptedException;

  /**
   * Lets the request that another thread has sent end after its current step, or later if the host
   * is faster.
   */
  void stopAfterStep() throws InterruptedException;

  /**
   * Opens a way to a port under the name or address that the host uses. If the host's sshd does not
   * forward there, a program on the host carries the bytes.
   *
   * @throws AccessDenied if neither works
   */
  Tunnel tunnel(String address, int port) throws AccessDenied, Unreachable, InterruptedException;

  /**
   * Lets the host's sshd try to connect to ports, all at once, without a program on the host.
   *
   * @return the results; empty if sshd may not connect to one of the ports
   */
  Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within)
      throws Unreachable, InterruptedException;

  /**
   * Returns what earlier runs noted on the host as this user, by the name of the note file, one
   * note a line. It is read when the first request of that user is sent; empty before.
   */
  Map<String, List<String>> notes(Optional<BecomeUser> user);

  /**
   * Sends simple commands that run before the next request of this user, without waiting for them:
   * no round trip. Their output and exit status are lost.
   */
  void tell(Optional<BecomeUser> user, String commands)
      throws AccessDenied, Unreachable, InterruptedException;

  /** Returns what was learned of the host at login, without another round trip. */
  Map<String, String> loginFacts();

  Traffic traffic();

  /** Reports whether the host was not lost so far, as known without asking it. */
  default boolean isOpen() {
    return true;
  }

  @Override
  void close();
}
