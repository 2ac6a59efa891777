package runbook.module.param;

/**
 * A file on the controller, given by its path next to the playbook or in its {@code files} folder.
 */
public record LocalFile(String name, FileContent fileContent) {}
