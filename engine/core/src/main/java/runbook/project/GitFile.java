package runbook.project;

/** A file of a role, as it is in a commit. */
record GitFile(String path, boolean isExecutable, byte[] content) {}
