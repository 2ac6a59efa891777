package runbook.module.param;

/**
 * A text for a file.
 *
 * @param isSecret whether it comes from a secret, so that neither it nor what it replaces is shown,
 *     and only the owner may read a new file with it
 */
public record ContentText(String text, boolean isSecret) {

  public static ContentText of(String text) {
    return new ContentText(text, false);
  }

  public FileContent fileContent() {
    return isSecret ? FileContent.of(text).asSecret() : FileContent.of(text);
  }
}
