package runbook.connection;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host that answers. Used by one thread at a time. */
public interface Connection extends AutoCloseable {

  /**
   * Has the parts carried out in order and waits for the answer: one round trip, and one more for
   * each {@link RequestPart.UploadPart} that is too large to go along.
   *
   * <p>The first part that exits non-zero ends the request, unless it says {@code goOn}; the reply
   * then holds fewer parts than the request.
   *
   * @param become the user to act as; empty for the one who logged in
   * @throws AccessDenied when the host does not let this user become that one, or has nowhere to
   *     write
   * @throws RequestTimeout when the deadline passed; what ran was killed, and the connection is of
   *     use
   * @throws Unreachable when the host could not be asked, or was lost before it answered; whether
   *     the request was carried out is then unknown
   */
  Reply send(Request request, Optional<BecomeUser> become, Duration deadline)
      throws AccessDenied, RequestTimeout, Unreachable, InterruptedException;

  /**
   * Opens a way to a port, which the host reaches under this name or address. Where its sshd
   * forwards nothing there, a program of the host carries the bytes.
   *
   * @throws AccessDenied when the host does neither
   */
  Tunnel tunnel(String address, int port) throws AccessDenied, Unreachable, InterruptedException;

  /**
   * Has the host's sshd try to connect to ports, all at once, with no program of the host.
   *
   * @return what came of each; empty when sshd must not connect to one of them
   */
  Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within)
      throws Unreachable, InterruptedException;

  /** What was learned of the host at login, without a further round trip. */
  Map<String, String> loginFacts();

  Traffic traffic();

  @Override
  void close();
}
