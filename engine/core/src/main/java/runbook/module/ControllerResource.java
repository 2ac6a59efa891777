package runbook.module;

import java.util.Map;
import java.util.function.Consumer;

/**
 * Something the controller obtains for a step, such as a download or a certificate from its own
 * authority. A resource is a record; equal resources are obtained once per run, for all hosts that
 * need them.
 *
 * <p>Check mode obtains it too, so it may change nothing except the controller's own cache, and it
 * may be interrupted at any time.
 */
@FunctionalInterface
public interface ControllerResource {

  /** Returns the values for {@code register}. */
  Map<String, Object> obtain() throws Unobtainable, InterruptedException;

  /**
   * Returns the same values and reports progress, for a resource that takes long.
   *
   * @param progress shows the user how far it is
   */
  default Map<String, Object> obtain(Consumer<String> progress)
      throws Unobtainable, InterruptedException {
    return obtain();
  }
}
