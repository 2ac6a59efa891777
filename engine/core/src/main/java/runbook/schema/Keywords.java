package runbook.schema;

import static runbook.schema.Keyword.KeywordKind.*;

import java.util.List;
import java.util.stream.Stream;

/** All keywords of the playbook language: every key that is neither a module nor a parameter. */
public final class Keywords {

  private static final List<Keyword> BECOME =
      List.of(
          of("become", BOOLEAN, "Whether to act as another user."),
          of("become_user", TEXT, "The user to act as; root by default."),
          of("become_method", BECOME_METHOD, "How to become that user: sudo or su."));

  private static final Keyword NAME = of("name", TEXT, "The name in reports.");
  private static final Keyword WHEN =
      of("when", CONDITION, "Runs only if this expression, or each in a list, is true.");
  private static final Keyword VARS =
      of("vars", VARIABLES, "Variables for this element and everything in it.");
  private static final Keyword TAGS =
      of("tags", NAMES, "Words that --tags and --skip-tags select by.");

  /** Keywords of a play. */
  public static final List<Keyword> PLAY =
      join(
          List.of(
              NAME,
              required("hosts", TEXT, "The hosts to run on: a host, a group or a pattern."),
              VARS,
              of("vars_files", NAMES, "YAML files with more variables, next to the playbook."),
              TAGS,
              of("pre_tasks", ELEMENTS, "Tasks to run before the roles."),
              of("roles", Keyword.KeywordKind.ROLES, "The roles to run, in this order."),
              of("tasks", ELEMENTS, "Tasks to run on each host, in this order."),
              of("post_tasks", ELEMENTS, "Tasks to run after 'tasks'."),
              of(
                  "handlers",
                  TASKS,
                  "Tasks that run at the end, each only if a change notified it.")),
          BECOME);

  /** Keywords of an entry that imports another playbook. */
  public static final List<Keyword> IMPORT_PLAYBOOK =
      List.of(
          required("import_playbook", TEXT, "The playbook whose plays to insert here."),
          NAME,
          WHEN,
          VARS,
          TAGS);

  /** Keywords of an entry under {@code roles}. */
  public static final List<Keyword> ROLE =
      join(
          List.of(
              required("role", TEXT, "The role: the name of its folder below 'roles'."),
              WHEN,
              VARS,
              TAGS),
          BECOME);

  /** Keywords of a task, in addition to the key that names its module. */
  public static final List<Keyword> TASK =
      join(
          List.of(
              NAME,
              WHEN,
              of("loop", ITEMS, "Runs once for each item of this list, as the variable 'item'."),
              of("register", TEXT, "The variable that gets the result."),
              VARS,
              TAGS,
              of("notify", NAMES, "The handlers to run at the end of the play if this changed."),
              of(
                  "changed_when",
                  CONDITION,
                  "Decides what counts as a change, instead of the module."),
              of("failed_when", CONDITION, "Decides what counts as a failure, after the call."),
              of("run_once", BOOLEAN, "One host runs it, and all get its result."),
              of("delegate_to", TEXT, "The host it acts on; 'localhost' is this machine."),
              of("until", CONDITION, "Retries until this is true of the result."),
              of("retries", COUNT, "How many times to retry; three by default."),
              of("delay", DURATION, "How long to wait before a retry; five seconds by default."),
              of("ignore_errors", BOOLEAN, "Continue on the host if this task fails."),
              of("no_log", BOOLEAN, "Hide its parameters, differences and output."),
              of("timeout", DURATION, "How long one call may take; ten minutes by default.")),
          BECOME);

  /** Keywords of a block. */
  public static final List<Keyword> BLOCK =
      join(
          List.of(
              NAME,
              required("block", ELEMENTS, "The elements that share the settings of this block."),
              WHEN,
              VARS,
              TAGS,
              of(
                  "rolling",
                  Keyword.KeywordKind.ROLLING,
                  "Lets only a few hosts at a time go through this block.")),
          BECOME);

  /** Keywords of an include. */
  public static final List<Keyword> INCLUDE =
      join(
          List.of(
              of(
                  "include_tasks",
                  Keyword.KeywordKind.INCLUDED_FILE,
                  "The file whose tasks to insert here."),
              of("import_tasks", Keyword.KeywordKind.INCLUDED_FILE, "The same as include_tasks."),
              of(
                  "include_role",
                  Keyword.KeywordKind.INCLUDED_ROLE,
                  "The role whose tasks to insert here."),
              of("import_role", Keyword.KeywordKind.INCLUDED_ROLE, "The same as include_role."),
              NAME,
              WHEN,
              of("loop", ITEMS, "Includes it once for each item of this list."),
              VARS,
              TAGS),
          BECOME);

  /** Keys of {@code include_tasks:}. */
  public static final List<Keyword> INCLUDED_FILE =
      List.of(required("file", TEXT, "The file, next to the one that names it."));

  /** Keys of {@code include_role:}. */
  public static final List<Keyword> INCLUDED_ROLE =
      List.of(
          required("name", TEXT, "The name of the role."),
          of("tasks_from", TEXT, "Which file of its tasks; main by default."));

  /** Keywords of a barrier's list item. */
  public static final List<Keyword> BARRIER_ELEMENT =
      List.of(
          required(
              "barrier",
              Keyword.KeywordKind.BARRIER,
              "A point where hosts wait for each other, and for how many."),
          WHEN,
          TAGS);

  /** Keys of {@code barrier:}. */
  public static final List<Keyword> BARRIER =
      List.of(
          required("name", TEXT, "The name in reports."),
          of("need", NEED, "How many hosts must arrive: all, quorum, a number or a percentage."),
          of("timeout", DURATION, "How long to wait for them; ten minutes by default."),
          of("on_failure", ON_FAILURE, "What to do if too few arrive: abort or continue."));

  /** Keys of {@code rolling:}. */
  public static final List<Keyword> ROLLING =
      List.of(
          of(
              "max_unavailable",
              COUNT,
              "How many hosts may be in the block at once; one by default."),
          of("gate", TASKS, "Tasks that must pass before the first host enters and after each."));

  private Keywords() {}

  public static List<String> names(List<Keyword> keywords) {
    return keywords.stream().map(Keyword::name).toList();
  }

  private static Keyword of(String name, Keyword.KeywordKind keywordKind, String doc) {
    return new Keyword(name, keywordKind, false, doc);
  }

  private static Keyword required(String name, Keyword.KeywordKind keywordKind, String doc) {
    return new Keyword(name, keywordKind, true, doc);
  }

  private static List<Keyword> join(List<Keyword> some, List<Keyword> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
