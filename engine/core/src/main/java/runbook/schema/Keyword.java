package runbook.schema;

/**
 * A key of the playbook's own language.
 *
 * @param doc one sentence for the documentation and the editor
 */
public record Keyword(String name, KeywordKind keywordKind, boolean required, String doc) {

  /** What its value looks like. */
  public enum KeywordKind {
    TEXT,
    BOOLEAN,
    /** A number of one or more. */
    COUNT,
    /** {@code 30s}, {@code 2m}, {@code 1h30m}, or a number of seconds. */
    DURATION,
    /** One name or a list of them. */
    NAMES,
    /** A boolean, an expression, or a list of these that must all be true. */
    CONDITION,
    /** A list, or a text that is a variable. */
    ITEMS,
    /** Names with values. */
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
    /** The name of a file, or a map with it. */
    INCLUDED_FILE,
    /** The name of a role, or a map with it. */
    INCLUDED_ROLE,
    /** A list of tasks. */
    TASKS,
    /** A barrier's name, or a map with the keywords of a barrier. */
    BARRIER,
    /** A map with the keywords of a rolling block. */
    ROLLING
  }
}
