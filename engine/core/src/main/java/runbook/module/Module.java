package runbook.module;

import java.util.List;

/**
 * A module is a record: its components are its parameters, its class name in snake case is its name
 * in a playbook. It is pure; looking, comparing and acting are the engine's.
 */
public interface Module {

  List<Want> wants();
}
