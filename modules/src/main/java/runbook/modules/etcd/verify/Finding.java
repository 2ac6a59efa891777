package runbook.modules.etcd.verify;

/**
 * The result of one check.
 *
 * @param check the name of the check, a word or two
 * @param text the observation, for the user
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
