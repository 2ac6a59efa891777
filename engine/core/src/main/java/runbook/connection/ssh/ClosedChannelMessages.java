package runbook.connection.ssh;

import java.io.IOException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.helpers.DefaultUnknownChannelReferenceHandler;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * Ignores what a slow host still sends for a channel that is closed here, instead of ending the
 * session.
 */
final class ClosedChannelMessages extends DefaultUnknownChannelReferenceHandler {

  @Override
  public Channel handleUnknownChannelCommand(
      ConnectionService service, byte command, long channelId, Buffer buffer) throws IOException {
    return switch (command) {
      case SshConstants.SSH_MSG_CHANNEL_DATA,
          SshConstants.SSH_MSG_CHANNEL_EXTENDED_DATA,
          SshConstants.SSH_MSG_CHANNEL_WINDOW_ADJUST,
          SshConstants.SSH_MSG_CHANNEL_EOF,
          SshConstants.SSH_MSG_CHANNEL_CLOSE ->
          null;
      default -> super.handleUnknownChannelCommand(service, command, channelId, buffer);
    };
  }
}
