package runbook.modules.etcd.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import runbook.module.param.FileContent;
import runbook.module.param.LocalFile;
import runbook.modules.etcd.OpensslCerts;

/** A server on this machine that may require certificates of clients. */
record TlsServer(SSLServerSocket socket) implements AutoCloseable {

  static TlsServer start(Path folder, boolean insists, String version) throws Exception {
    new OpensslCerts(folder).ca("ca").leaf("ca", "it", "IP:127.0.0.1", 90);
    var own =
        Credentials.of(file(folder, "ca.crt"), file(folder, "it.crt"), file(folder, "it.key"));
    var socket =
        (SSLServerSocket)
            context(own)
                .getServerSocketFactory()
                .createServerSocket(0, 9, InetAddress.getLoopbackAddress());
    socket.setNeedClientAuth(insists);
    socket.setEnabledProtocols(new String[] {version});
    Thread.ofVirtual().start(() -> serve(socket));
    return new TlsServer(socket);
  }

  private static LocalFile file(Path folder, String name) throws IOException {
    return new LocalFile(name, FileContent.of(Files.readAllBytes(folder.resolve(name))));
  }

  private static SSLContext context(Credentials own) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, new char[0]);
    store.setKeyEntry(
        "it",
        own.own().orElseThrow().key(),
        new char[0],
        own.own().orElseThrow().chain().toArray(X509Certificate[]::new));
    store.setCertificateEntry("ca", own.trusted().getFirst());
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
    return context;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
  }

  /** Serves one client after the other. */
  private static void serve(SSLServerSocket socket) {
    while (!socket.isClosed()) {
      var _ = acceptsClient(socket);
    }
  }

  /** Accepts the next client and sends nothing. */
  private static boolean acceptsClient(SSLServerSocket socket) {
    try (var caller = (SSLSocket) socket.accept()) {
      caller.startHandshake();
      return caller.getInputStream().read() >= 0;
    } catch (SSLException | SocketException e) {
      // A client was refused or has left, or the server is closed.
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
