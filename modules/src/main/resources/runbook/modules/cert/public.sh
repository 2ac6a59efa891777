# Prints only the public part of a private key. The file of an RSA key begins with the modulus, the
# file of an elliptic curve key ends with the point, and its length says where to cut. For a key in
# any other form openssl prints the public key, if the host has it.

# public_tail LENGTH: prints the last characters of $b.
public_tail() {
  q= i=0
  while [ $i -lt "$1" ]; do q="$q?" i=$((i + 1)); done
  # shellcheck disable=SC2295 # a pattern
  echo "tail ${b#"${b%$q}"}"
}

# public_part FILE: prints the public part. Keys that include it have exactly these lengths, and the
# cut stays within it.
public_part() {
  [ -f "$1" ] || { echo missing; return; }
  [ -r "$1" ] || { echo hidden; return; }
  t= b= e=
  while IFS= read -r l || [ -n "$l" ]; do
    l=${l%[[:cntrl:]]}
    case $l in
    "-----BEGIN PRIVATE KEY-----") t=pkcs8 b= ;;
    "-----BEGIN RSA PRIVATE KEY-----") t=pkcs1 b= ;;
    "-----BEGIN EC PRIVATE KEY-----") t=sec1 b= ;;
    "-----BEGIN ENCRYPTED PRIVATE KEY-----" | "Proc-Type: 4,ENCRYPTED") echo encrypted; return ;;
    "-----END "*"PRIVATE KEY-----") e=yes; break ;;
    *) b=$b$l ;;
    esac
  done <"$1"
  [ -n "$e" ] || { echo broken; return; }
  n=${#b}
  case $t.$n in
  pkcs8.184) public_tail 88; return ;;
  pkcs8.248 | sec1.224) public_tail 132; return ;;
  sec1.164) public_tail 92; return ;;
  pkcs8.324 | sec1.300) public_tail 180; return ;;
  esac
  if [ "$n" -ge 1500 ] && [ "$t" = pkcs8 ]; then printf 'head %.392s\n' "$b"; return; fi
  if [ "$n" -ge 1500 ] && [ "$t" = pkcs1 ]; then printf 'head %.352s\n' "$b"; return; fi
  command -v openssl >/dev/null 2>&1 || { echo hidden; return; }
  p=$(openssl pkey -in "$1" -pubout -passin pass: </dev/null 2>/dev/null) ||
    { echo hidden; return; }
  printf 'public '
  printf '%s\n' "$p" | while IFS= read -r l; do
    case $l in -*) ;; *) printf %s "$l" ;; esac
  done
  echo
}
