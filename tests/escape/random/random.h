/* SPDX-License-Identifier: GPL-2.0 */
/* Random numbers that a seed reproduces: splitmix64. */
#ifndef HOLDFAST_TESTS_RANDOM_H
#define HOLDFAST_TESTS_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

struct random {
	uint64_t state;
};

static inline uint64_t draw(struct random *random)
{
	uint64_t z = random->state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

/* A step of a run: what it draws does not depend on the steps before it. */
static inline struct random begin_step(uint64_t seed, uint64_t step)
{
	struct random random = { .state = seed * 0x9e3779b97f4a7c15 + step };

	random.state = draw(&random);
	return random;
}

static inline unsigned int draw_below(struct random *random, size_t bound)
{
	return (unsigned int)(draw(random) % bound);
}

static inline bool draw_chance(struct random *random, unsigned int percent)
{
	return draw_below(random, 100) < percent;
}

static inline void draw_bytes(struct random *random, void *to, size_t size)
{
	for (size_t i = 0; i < size; i++)
		((unsigned char *)to)[i] = (unsigned char)draw(random);
}

#endif
