package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.Endpoint;
import runbook.connection.Part;
import runbook.connection.Request;
import runbook.connection.Unreachable;
import runbook.testkit.SshHost;

/** A network that swallows everything and tells nobody. */
class LostNetworkTest {

  @TempDir Path home;

  @Test
  void aHostThatNoLongerAnswersIsLostInTime() throws Exception {
    try (var host = SshHost.start();
        var network = new Network(host.port());
        var connector =
            new Connectors(
                new Settings(home, "me", Optional.empty(), Duration.ofMillis(100), _ -> {}))) {
      var direct = host.endpoint("web1");
      java.nio.file.Files.writeString(
          host.knownHosts(),
          java.nio.file.Files.readString(host.knownHosts())
              .replace(":" + host.port(), ":" + network.port()));
      var endpoint =
          new Endpoint(
              "web1",
              direct.kind(),
              direct.address(),
              OptionalInt.of(network.port()),
              direct.user(),
              direct.keys(),
              direct.passphrase(),
              direct.password(),
              direct.jumps(),
              direct.hostKeys(),
              direct.connectTimeout());
      var connection = connector.connect(endpoint);
      network.swallow();
      var request = Request.of(new Part.Run("echo anybody", false));
      var e =
          assertThrows(
              Unreachable.class,
              () -> connection.send(request, Optional.empty(), Duration.ofSeconds(60)));
      assertEquals("web1: lost the connection in the middle of a request", e.getMessage());
      connection.close();
    }
  }

  /** A port that passes everything on, until it does not. */
  private static final class Network implements AutoCloseable {

    private final ServerSocket entrance = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final int target;
    private volatile boolean swallows;

    Network(int target) throws IOException {
      this.target = target;
      Thread.ofVirtual().start(this::accept);
    }

    int port() {
      return entrance.getLocalPort();
    }

    void swallow() {
      swallows = true;
    }

    private void accept() {
      try {
        var one = entrance.accept();
        var other = new Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofVirtual().start(() -> pass(one, other));
        pass(other, one);
      } catch (IOException e) {
        swallows = true;
      }
    }

    private void pass(Socket from, Socket to) {
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        var bytes = new byte[8192];
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
          if (!swallows) {
            out.write(bytes, 0, n);
          }
        }
      } catch (IOException e) {
        swallows = true;
      }
    }

    @Override
    public void close() throws IOException {
      entrance.close();
    }
  }
}
