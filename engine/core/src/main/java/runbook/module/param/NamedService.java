package runbook.module.param;

/**
 * One of several things that a user chooses by name: a parameter may be of an interface that
 * extends this. Its choices are the services of that interface.
 */
public interface NamedService {

  /** As the user writes it. */
  String name();

  /** What it is, in a sentence. */
  String doc();
}
