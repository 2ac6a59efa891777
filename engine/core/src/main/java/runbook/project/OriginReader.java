package runbook.project;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import runbook.project.RoleOrigin.FolderOrigin;
import runbook.project.RoleOrigin.GitOrigin;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;

/**
 * Reads where a role comes from.
 *
 * @param folder the folder from which paths go; empty if only Git repositories can be named
 */
record OriginReader(Optional<Path> folder, Problems problems) {

  private static final Pattern GIT =
      Pattern.compile("git\\+(?:https|ssh|file)://[^\\s\\p{Cntrl}]+");
  private static final Pattern WITH_PASSWORD = Pattern.compile("[a-z+]+://[^/@]*:[^/@]*@.*");
  private static final Pattern WITH_LOGIN = Pattern.compile("git\\+https://[^/@]*@.*");
  private static final Pattern SCHEME = Pattern.compile("([a-z+]+)://.*");
  private static final Pattern SHORT_SSH = Pattern.compile("([^/:\\s]+@[^/:\\s]+):(?!//)(.+)");

  Optional<RoleOrigin> origin(Node.Scalar from, Optional<String> inside) {
    var text = from.raw();
    if (WITH_PASSWORD.matcher(text).matches() || WITH_LOGIN.matcher(text).matches()) {
      // The line itself must not be shown.
      var at = new Source(from.at().source().name(), "").at(from.at().line(), from.at().column());
      problems.add(
          at,
          "an address must not contain a password or token",
          "remove it, and let a credential helper of Git give it");
      return Optional.empty();
    }
    if (GIT.matcher(text).matches()) {
      return Optional.of(new GitOrigin(text.replaceFirst("/+$", ""), inside.orElse("")));
    }
    var sshForm = SHORT_SSH.matcher(text);
    if (sshForm.matches()) {
      return wrong(
          from,
          "'%s' is not an address".formatted(text),
          "write git+ssh://%s/%s".formatted(sshForm.group(1), sshForm.group(2)));
    }
    var scheme = SCHEME.matcher(text);
    if (scheme.matches()) {
      return wrong(
          from,
          "roles cannot be got by '%s://'".formatted(scheme.group(1)),
          GIT.matcher(GitOrigin.PREFIX + text).matches()
              ? "write " + GitOrigin.PREFIX + text
              : "use git+https://, git+ssh://, git+file:// or a path");
    }
    if (folder.isEmpty()) {
      return wrong(
          from,
          "a role that was fetched cannot ask for a folder of this machine",
          "name the Git repository that holds it");
    }
    return Optional.of(new FolderOrigin(folder.get().resolve(text).normalize()));
  }

  private Optional<RoleOrigin> wrong(Node.Scalar from, String message, String hint) {
    problems.add(from.at(), message, hint);
    return Optional.empty();
  }
}
