package runbook.modules.etcd.verify;

/**
 * What came of one check.
 *
 * @param check what was looked at, a word or two
 * @param text what was seen, for the user
 */
record Finding(Severity severity, String check, String text) {

  static Finding ok(String check, String text) {
    return new Finding(Severity.OK, check, text);
  }

  static Finding warn(String check, String text) {
    return new Finding(Severity.WARN, check, text);
  }

  static Finding fail(String check, String text) {
    return new Finding(Severity.FAIL, check, text);
  }
}
