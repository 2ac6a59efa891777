package runbook.schema;

/**
 * A keyword of the playbook language.
 *
 * @param doc one sentence for the documentation and the editor
 */
public record Keyword(String name, KeywordKind keywordKind, boolean required, String doc) {

  /** The type of a keyword's value. */
  public enum KeywordKind {
    TEXT,
    BOOLEAN,
    /** A whole number, at least one. */
    COUNT,
    /** {@code 30s}, {@code 2m}, {@code 1h30m}, or a number of seconds. */
    DURATION,
    /** One name or a list of them. */
    NAMES,
    /** A boolean, an expression, or a list of these that must all be true. */
    CONDITION,
    /** A list, or a text that is one variable. */
    ITEMS,
    /** A map of names to values. */
    VARIABLES,
    /** {@code sudo} or {@code su}. */
    BECOME_METHOD,
    /** {@code all}, {@code quorum}, a number or a percentage. */
    NEED,
    /** {@code abort} or {@code continue}. */
    ON_FAILURE,
    /** A list of tasks, blocks and barriers. */
    ELEMENTS,
    /** A list of roles, each a name or a map with the keywords of a role. */
    ROLES,
    /** The name of a file, or a map that contains it. */
    INCLUDED_FILE,
    /** The name of a role, or a map that contains it. */
    INCLUDED_ROLE,
    /** A list of tasks. */
    TASKS,
    /** A barrier's name, or a map with the keywords of a barrier. */
    BARRIER,
    /** A map with the keywords of a rolling block. */
    ROLLING
  }
}
