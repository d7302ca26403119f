// SPDX-License-Identifier: GPL-2.0
/* A module that does nothing: the tests only see whether the kernel loads it. */
#include <linux/module.h>

static int __init hello_init(void)
{
	return 0;
}

static void __exit hello_exit(void)
{
}

module_init(hello_init);
module_exit(hello_exit);
MODULE_DESCRIPTION("Test of module signatures");
MODULE_LICENSE("GPL");
