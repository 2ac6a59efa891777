package runbook.project;

/**
 * A tag that names a version.
 *
 * @param name the name, such as {@code v1.2.3}
 * @param object the object that it names: a commit, or a tag with a text and maybe a signature
 * @param commit the commit that it leads to
 */
record GitTag(String name, String object, String commit) {

  String ref() {
    return "refs/tags/" + name;
  }
}
