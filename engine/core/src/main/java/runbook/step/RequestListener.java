package runbook.step;

import java.time.Duration;
import java.util.List;
import runbook.connection.Traffic;

/** Is told of each request to a host, for those who look for an error. */
public interface RequestListener {

  /** Ignores all requests, which need not be described or measured for it. */
  RequestListener NONE =
      new RequestListener() {
        @Override
        public boolean isListening() {
          return false;
        }

        @Override
        public void sends(List<String> actions) {}

        @Override
        public void answered(Duration took, Traffic traffic) {}
      };

  default boolean isListening() {
    return true;
  }

  /**
   * A request is sent.
   *
   * @param actions what the host is asked to do: several lines for each action
   */
  void sends(List<String> actions);

  /**
   * The request is over.
   *
   * @param traffic that of this request
   */
  void answered(Duration took, Traffic traffic);
}
