package runbook.modules.file;

/** The documentation of parameters that all modules that write a file have. */
public final class ParameterDocs {

  public static final String DEST =
      "The full path of the file; its directory must exist, and a link is replaced.";

  public static final String MODE =
      "The permission bits; by default 0644 for a new file, and unchanged for an existing one.";

  public static final String MODE_OF_LINE =
      "The permission bits; by default 0644 for a new file, 0600 if the line comes from a secret,"
          + " and unchanged for an existing one.";

  public static final String MODE_OF_CONTENT =
      "The permission bits; by default 0644 for a new file, and unchanged for an existing one; but"
          + " 0600 if the content comes from a secret and others could read it.";

  public static final String OWNER =
      "The owner; by default the task's user for a new file, and unchanged for an existing one.";

  public static final String GROUP =
      "The group; by default that of the task's user for a new file, and unchanged for an existing"
          + " one.";

  public static final String BACKUP =
      "Whether to keep the old file next to the new one, with the time and .bak in its name.";

  public static final String VALIDATE =
      "A command that must accept the new file before it is put in place; %s is its path.";

  private ParameterDocs() {}
}
