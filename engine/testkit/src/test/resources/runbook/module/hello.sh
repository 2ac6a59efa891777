# The greetings of the tests.
hello() {
  # To whoever is named.
  printf 'hello %s\n' "$1"
}
