package runbook.event;

/** Hears of everything that happens in a run, from the threads of all hosts. */
@FunctionalInterface
public interface RunListener {

  void on(Event event);
}
