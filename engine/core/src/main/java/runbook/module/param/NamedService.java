package runbook.module.param;

/**
 * One of several implementations that a user selects by name: a parameter's type may be an
 * interface that extends this. Its choices are the services of that interface.
 */
public interface NamedService {

  /** Returns the name as the user writes it. */
  String name();

  /** Describes it in a sentence. */
  String doc();
}
