/* SPDX-License-Identifier: GPL-2.0 */
/* `holdfast modules`, as the tables of two programs have it. */
#ifndef HOLDFAST_MODULES_COMMAND_H
#define HOLDFAST_MODULES_COMMAND_H

#define MODULES_COMMAND	  "modules"
#define MODULES_ARGUMENTS "[MODULE...] [--all] [--certificate=FILE]... [--json]"
#define MODULES_SUMMARY	  "Show who signed the modules, and which would fail when locked"

#endif
