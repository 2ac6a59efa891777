/** Reads YAML 1.2 into a tree in which every node knows its position. */
package runbook.yaml;
