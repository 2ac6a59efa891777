package runbook.module;

import java.util.Map;
import java.util.function.Consumer;

/**
 * Something the controller gets for a step: a download, a certificate of its own authority. A
 * supply is a record; two that are equal are got once in a run, for all hosts that want it.
 *
 * <p>It is got in check mode too, so it may touch nothing but what the controller keeps for itself,
 * and it may be interrupted at any time.
 */
@FunctionalInterface
public interface ControllerResource {

  /** Values for {@code register}. */
  Map<String, Object> obtain() throws Unobtainable, InterruptedException;

  /**
   * The same, for what takes long.
   *
   * @param progress tells the user how far it is
   */
  default Map<String, Object> obtain(Consumer<String> progress)
      throws Unobtainable, InterruptedException {
    return obtain();
  }
}
