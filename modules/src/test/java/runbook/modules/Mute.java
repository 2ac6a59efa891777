package runbook.modules;

import java.time.Duration;
import runbook.module.Answer;
import runbook.module.NoTunnel;
import runbook.module.Passage;
import runbook.module.Script;
import runbook.module.Tunnel;

/** A host that is not to be spoken to: what a test expects of one it says itself. */
public interface Mute extends Passage {

  @Override
  default Answer run(Script script) {
    throw new AssertionError("nobody is to ask yet");
  }

  @Override
  default Tunnel tunnel(String address, int port) throws NoTunnel {
    throw new AssertionError("no tunnel is needed");
  }

  @Override
  default boolean rehearsal() {
    return false;
  }

  @Override
  default void tell(String line) {
    throw new AssertionError("there is nothing to tell: " + line);
  }

  @Override
  default void warn(String line) {
    throw new AssertionError("there is nothing to warn of: " + line);
  }

  @Override
  default void pause(Duration time) {
    throw new AssertionError("there is nothing to wait for");
  }
}
