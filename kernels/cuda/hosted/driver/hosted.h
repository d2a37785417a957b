// The kernels on the host, for tests.
#ifndef QUIRE_HOSTED_H
#define QUIRE_HOSTED_H

#include "../../operands.h"

// A launch: blocks in both directions, threads of a block.
struct grid {
	int64_t x, y, threads;
};

#define Q_HOSTED(name) void hosted_##name(const struct name##_operands *operands, struct grid g);
Q_KERNELS(Q_HOSTED)

#endif
