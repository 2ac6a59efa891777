package runbook.connection.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * A program on a host. In MINA, data that arrive while another thread closes the channel are an
 * error of the whole session: they would end all other programs on the host.
 */
final class ExecChannel extends ChannelExec {

  private ExecChannel(String command) {
    super(command, null, Map.of());
    CoreModuleProperties.REQUEST_EXEC_REPLY.set(this, true);
  }

  static ExecChannel create(ClientSession session, String command) throws IOException {
    var channel = new ExecChannel(command);
    session.getService(ConnectionService.class).registerChannel(channel);
    return channel;
  }

  /** Ends the channel: sshd leaves it open if it cannot start a process for the program. */
  @Override
  public void handleFailure() throws IOException {
    var reason = "sshd could not start it\n".getBytes(UTF_8);
    doWriteExtendedData(reason, 0, reason.length);
    close(false);
  }

  @Override
  protected void doWriteData(byte[] data, int off, long len) throws IOException {
    try {
      super.doWriteData(data, off, len);
    } catch (IOException e) {
      ignoreIfClosing(e);
    }
  }

  @Override
  protected void doWriteExtendedData(byte[] data, int off, long len) throws IOException {
    try {
      super.doWriteExtendedData(data, off, len);
    } catch (IOException e) {
      ignoreIfClosing(e);
    }
  }

  private void ignoreIfClosing(IOException e) throws IOException {
    if (!isClosing()) {
      throw e;
    }
  }
}
