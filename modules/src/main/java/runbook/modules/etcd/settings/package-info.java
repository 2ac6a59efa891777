/** The settings of a program as one model, whichever way and in whichever version it reads them. */
package runbook.modules.etcd.settings;
