/** YAML 1.2 read into a tree of our own, in which every node knows where it stands. */
package runbook.yaml;
