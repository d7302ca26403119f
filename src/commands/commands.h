/* SPDX-License-Identifier: GPL-2.0 */
/* The commands, each in cmd_NAME.c; main.c has their table. */
#ifndef HOLDFAST_COMMANDS_COMMANDS_H
#define HOLDFAST_COMMANDS_COMMANDS_H

int cmd_status(int argc, char **argv);
int cmd_lock(int argc, char **argv);
int cmd_seal(int argc, char **argv);
int cmd_boot(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_events(int argc, char **argv);
int cmd_probe(int argc, char **argv);
int cmd_residue(int argc, char **argv);
int cmd_modules(int argc, char **argv);
int cmd_policy(int argc, char **argv);
int cmd_enroll(int argc, char **argv);
int cmd_suggest(int argc, char **argv);
int cmd_ima(int argc, char **argv);

extern const char cmd_status_help[];
extern const char cmd_lock_help[];
extern const char cmd_seal_help[];
extern const char cmd_boot_help[];
extern const char cmd_explain_help[];
extern const char cmd_events_help[];
extern const char cmd_probe_help[];
extern const char cmd_residue_help[];
extern const char cmd_policy_help[];
extern const char cmd_enroll_help[];
extern const char cmd_suggest_help[];
extern const char cmd_ima_help[];

#endif
