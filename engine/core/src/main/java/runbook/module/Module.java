package runbook.module;

import java.util.List;

/**
 * A module is a record: its components are its parameters, its class name in snake case is its name
 * in a playbook. It is pure; the engine reads, compares and changes the host.
 */
public interface Module {

  List<Want> wants();
}
