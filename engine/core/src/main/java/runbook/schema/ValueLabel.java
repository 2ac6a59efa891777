package runbook.schema;

/**
 * What a value is to the user.
 *
 * @param phrase as in "… must be a text"
 * @param start what stands before the value on its line, for a hint
 */
record ValueLabel(String phrase, String start) {

  static ValueLabel of(String parameter) {
    return new ValueLabel("'" + parameter + "'", parameter + ": ");
  }

  ValueLabel item() {
    return new ValueLabel("an item of " + phrase, "");
  }

  ValueLabel entry(String key) {
    return new ValueLabel("'" + key + "' of " + phrase, key + ": ");
  }
}
