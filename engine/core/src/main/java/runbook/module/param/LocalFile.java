package runbook.module.param;

/**
 * A file on the controller, named by its path beside the playbook or in its {@code files} folder.
 */
public record LocalFile(String name, FileContent fileContent) {}
