package runbook.connection.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** A client of an ssh-agent on a Unix domain socket. */
final class SshAgentClient extends AbstractAgentProxy {

  /** The largest answer to accept from an agent. */
  private static final int LONGEST = 1 << 20;

  private final SocketChannel channel;
  private final Optional<List<PublicKey>> only;

  private SshAgentClient(SocketChannel channel, Optional<List<PublicKey>> only) {
    super(null);
    this.channel = channel;
    this.only = only;
  }

  static SshAgentClient at(Path socket, Optional<List<PublicKey>> only) throws IOException {
    var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new SshAgentClient(channel, only);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Iterable<? extends Map.Entry<PublicKey, String>> getIdentities() throws IOException {
    var wanted = new ArrayList<Map.Entry<PublicKey, String>>();
    for (var identity : super.getIdentities()) {
      if (only.isEmpty() || KeyUtils.findMatchingKey(identity.getKey(), only.get()) != null) {
        wanted.add(identity);
      }
    }
    return wanted;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  protected synchronized Buffer request(Buffer buffer) throws IOException {
    var question = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
    while (question.hasRemaining()) {
      channel.write(question);
    }
    int length = read(4).getInt();
    if (length < 1 || length > LONGEST) {
      throw new IOException("the ssh-agent gave an answer of " + length + " bytes");
    }
    return new ByteArrayBuffer(read(length).array());
  }

  private ByteBuffer read(int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the ssh-agent hung up");
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    super.close();
  }
}
