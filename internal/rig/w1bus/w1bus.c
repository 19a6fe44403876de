// SPDX-License-Identifier: MIT OR GPL-2.0
/*
 * A 1-wire bus without a wire, so that a kernel answers every command of
 * drivers/w1/w1_netlink.c. On it are two slaves, which nothing drives. A read gives
 * 0x30, 0x31 and so on, from 0x30 again after a reset, what is written is forgotten,
 * and of what is touched each bit comes back as it was. Whoever writes to the parameter
 * empty gets another bus, on which nobody is. The parameter slow is how many microseconds
 * a byte and a reset take at least, as they do on a wire: then two masters are at work at
 * once. Package scenario has the same in Go (w1bus.go), and so have the tests of spec/model.
 */
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/w1.h>

/* Family, number and checksum of the two; nobody has a driver for family 0xfc. */
static const u64 slaves[] = { 0x76000000000001fcULL, 0x2f000000000002fcULL };

static u8 next;

static unsigned int slow;
module_param(slow, uint, 0400);

static void take_time(void)
{
	if (slow)
		usleep_range(slow, 2 * slow);
}

static struct w1_bus_master bus, nobody;

static u8 bus_reset(void *data)
{
	take_time();
	next = 0;
	return data == &nobody;
}

static u8 bus_touch(void *data, u8 bit)
{
	return bit & 1;
}

static u8 bus_read(void *data)
{
	take_time();
	return 0x30 + (next++ & 0x3f);
}

static void bus_write(void *data, u8 byte)
{
	take_time();
}

static void bus_search(void *data, struct w1_master *master, u8 kind, w1_slave_found_callback found)
{
	unsigned int i;

	if (kind != W1_SEARCH || data == &nobody)
		return; /* and none is in alarm */
	for (i = 0; i < ARRAY_SIZE(slaves); i++)
		found(master, slaves[i]);
}

static int add(struct w1_bus_master *which)
{
	*which = (struct w1_bus_master){
		.data = which,
		.touch_bit = bus_touch,
		.read_byte = bus_read,
		.write_byte = bus_write,
		.reset_bus = bus_reset,
		.search = bus_search,
	};
	return w1_add_master_device(which);
}

static int add_empty(const char *text, const struct kernel_param *param)
{
	return nobody.data ? -EBUSY : add(&nobody);
}

static const struct kernel_param_ops empty = { .set = add_empty };
module_param_cb(empty, &empty, NULL, 0200);

static int __init w1bus_init(void)
{
	return add(&bus);
}

static void __exit w1bus_exit(void)
{
	if (nobody.data)
		w1_remove_master_device(&nobody);
	w1_remove_master_device(&bus);
}

module_init(w1bus_init);
module_exit(w1bus_exit);
MODULE_DESCRIPTION("1-wire bus without a wire");
MODULE_LICENSE("Dual MIT/GPL");
