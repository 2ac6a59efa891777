package runbook.modules.file;

/** What modules that write a file say of the parameters they have in common. */
public final class ParameterDocs {

  public static final String DEST =
      "Where the file goes: its full path, in a directory that is there; a link is replaced.";

  public static final String MODE =
      "The permission bits; when left out, 0644 for a new file and no change for an old one.";

  public static final String OWNER =
      "The user it belongs to; when left out, whoever writes a new file, or no change.";

  public static final String GROUP =
      "The group it belongs to; when left out, that of whoever writes a new file, or no change.";

  public static final String BACKUP =
      "Whether the old file is kept beside the new one, with the time and .bak in its name.";

  public static final String VALIDATE =
      "A command that must accept the new file before it is put in place; %s is its path.";

  private ParameterDocs() {}
}
