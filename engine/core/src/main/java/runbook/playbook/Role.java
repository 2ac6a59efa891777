package runbook.playbook;

import java.nio.file.Path;
import java.util.Map;
import runbook.yaml.Node;

/**
 * Tasks, handlers, files and variables that several plays share.
 *
 * @param defaults variables that every other one hides
 */
public record Role(String name, Path folder, Map<String, Node> defaults) {}
