package runbook.schema;

/**
 * What a value is to the user.
 *
 * @param phrase as in "… must be a text"
 * @param start what stands before the value on its line, for a hint
 */
record Spot(String phrase, String start) {

  static Spot of(String parameter) {
    return new Spot("'" + parameter + "'", parameter + ": ");
  }

  Spot item() {
    return new Spot("an item of " + phrase, "");
  }

  Spot entry(String key) {
    return new Spot("'" + key + "' of " + phrase, key + ": ");
  }
}
