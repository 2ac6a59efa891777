package runbook.modules.etcd.settings;

/** What the value of an option is. */
enum OptionKind {
  TEXT,
  PATH,
  COUNT,
  SWITCH,
  /** A duration as Go writes it. */
  TIME,
  LIST,
  /** URLs to be called by. */
  URLS,
  /** URLs to listen on. */
  LISTEN,
  /** Names of members, each with the URL of its peers. */
  MEMBERS,
  STATE,
  GATES;

  boolean holdsUrls() {
    return this == URLS || this == LISTEN;
  }
}
