package runbook.modules.etcd.settings;

/** The type of an option's value. */
enum OptionKind {
  TEXT,
  PATH,
  COUNT,
  SWITCH,
  /** A duration in the format of Go. */
  TIME,
  LIST,
  /** Advertised URLs. */
  URLS,
  /** URLs to listen on. */
  LISTEN,
  /** Names of members, each with its peer URL. */
  MEMBERS,
  STATE,
  GATES;

  boolean holdsUrls() {
    return this == URLS || this == LISTEN;
  }
}
