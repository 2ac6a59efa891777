package runbook.playbook;

import java.nio.file.Path;
import java.util.Map;
import runbook.yaml.Node;

/**
 * Tasks, handlers, files and variables shared by several plays.
 *
 * @param defaults variables that all other variables override
 */
public record Role(String name, Path folder, Map<String, Node> defaults) {}
