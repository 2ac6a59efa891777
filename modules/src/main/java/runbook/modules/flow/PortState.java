package runbook.modules.flow;

/**
 * The result of connecting to a port.
 *
 * @param isTold whether the host had a program to try it
 * @param greeting the text that the port sent first, if it was asked for
 */
record PortState(boolean isTold, boolean isOpen, String greeting) {

  @Override
  public String toString() {
    return isTold ? isOpen ? "open" : "closed" : "unknown";
  }
}
