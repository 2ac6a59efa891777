package runbook.modules.flow;

/**
 * Whether a port can be connected to.
 *
 * @param isTold whether the host had a program to try it with
 * @param greeting what came from it at once, where that was asked for
 */
record PortState(boolean isTold, boolean isOpen, String greeting) {

  @Override
  public String toString() {
    return isTold ? isOpen ? "open" : "closed" : "unknown";
  }
}
