package runbook.event;

/** Receives all events of a run, from the threads of all hosts. */
@FunctionalInterface
public interface RunListener {

  void on(Event event);
}
