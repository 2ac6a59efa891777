package runbook.schema;

/**
 * The name of a value in messages.
 *
 * @param phrase as in "… must be a text"
 * @param start the text before the value on its line, for hints
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
