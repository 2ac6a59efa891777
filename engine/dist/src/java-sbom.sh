#!/bin/sh
# Lists the Java runtime in CycloneDX's format, which Maven's list of the jars does not know.
# java-sbom.sh RUNTIME FILE
set -eu

value() { sed -n "s/^$1=\"\(.*\)\"$/\1/p" "$release"; }

release=$1/release
version=$(value JAVA_VERSION)
{
  printf '{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.6",\n  "version": 1,\n  "components": [\n'
  printf '    {\n      "type": "platform",\n      "bom-ref": "openjdk",\n      "name": "openjdk",\n      "version": "%s",\n' \
    "$version"
  printf '      "cpe": "cpe:2.3:a:oracle:openjdk:%s:*:*:*:*:*:*:*",\n' "$version"
  printf '      "licenses": [{ "expression": "GPL-2.0-only WITH Classpath-exception-2.0" }],\n'
  printf '      "properties": [{ "name": "java:modules", "value": "%s" }]\n    }\n  ]\n}\n' "$(value MODULES)"
} >"$2"
