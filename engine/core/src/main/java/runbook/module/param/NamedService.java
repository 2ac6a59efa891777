package runbook.module.param;

/**
 * One of several things that a user chooses by name: a parameter may be of an interface that extends
 * this. Its choices are the services of that interface, each documented by a {@code @Doc}.
 */
public interface NamedService {

  /** As the user writes it. */
  String name();
}
