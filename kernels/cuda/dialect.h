// The dialect of the kernels: a part of CUDA that clang compiles for a GPU without NVIDIA's headers, and that a C compiler
// compiles for the host, where hosted.c runs the threads of a block in turns. So the logic of every kernel is tested
// without a GPU.
//
// A kernel takes one structure of operands by value (operands.h) and has a one-dimensional block. A warp is 32 threads, the
// lanes of a reduction in the profile. Warps leave a kernel as a whole.
#ifndef QUIRE_DIALECT_H
#define QUIRE_DIALECT_H

#if defined(__CUDA__)
#define Q_HARDWARE_FMA 1
#define DEVICE static inline __attribute__((device, always_inline))
#define KERNEL(name) extern "C" __attribute__((global)) void name(struct name##_operands o)
// A bounded kernel is launched with that many threads a block, and compiled so that so many blocks fit on a processor.
#define BOUNDED_KERNEL(name, threads, blocks) \
	extern "C" __attribute__((global, launch_bounds(threads, blocks))) void name(struct name##_operands o)
#define SHARED __attribute__((shared, aligned(16)))
#define UNROLL _Pragma("unroll")
#define BLOCK_X ((int64_t)__nvvm_read_ptx_sreg_ctaid_x())
#define BLOCK_Y ((int64_t)__nvvm_read_ptx_sreg_ctaid_y())
#define THREAD ((int64_t)__nvvm_read_ptx_sreg_tid_x())
#define THREADS ((int64_t)__nvvm_read_ptx_sreg_ntid_x())
#define SYNC() __syncthreads()
#else
#ifndef Q_HARDWARE_FMA
#define Q_HARDWARE_FMA 0
#endif
#define DEVICE static inline
#define KERNEL(name) static void name(struct name##_operands o)
#define BOUNDED_KERNEL(name, threads, blocks) KERNEL(name)
#define SHARED static __attribute__((aligned(16)))
#define UNROLL
#define BLOCK_X hosted_block_x
#define BLOCK_Y hosted_block_y
#define THREAD hosted_thread
#define THREADS hosted_threads
#define SYNC() hosted_sync()
#endif

#include "../exact.h"
#include "operands.h"

#if defined(__CUDA__)
// from returns x of another lane.
DEVICE float from(float x, int64_t lane) { return __nvvm_shfl_sync_idx_f32(0xFFFFFFFFu, x, (int)lane, 31); }
// ballot has bit i set if lane i says yes.
DEVICE uint32_t ballot(int yes) { return __nvvm_vote_ballot_sync(0xFFFFFFFFu, yes); }
#else
extern int64_t hosted_block_x, hosted_block_y, hosted_thread, hosted_threads;
void hosted_sync(void);
float from(float x, int64_t lane);
uint32_t ballot(int yes);
#endif

// Four neighbours, which are read and written at once.
typedef float quad __attribute__((vector_size(16)));

#define WARP 32
#define LANE (THREAD % WARP)
// WARP_INDEX counts the warps of the grid, ELEMENT its threads.
#define WARP_INDEX (BLOCK_X * (THREADS / WARP) + THREAD / WARP)
#define ELEMENT (BLOCK_X * THREADS + THREAD)

// warp_sum adds the lanes as tree() does: lane j takes lane j+s for s = 16, 8, 4, 2, 1. Every lane gets the result.
DEVICE float warp_sum(float x) {
	for (int64_t s = WARP / 2; s > 0; s /= 2) x = x + from(x, LANE ^ s); // commutative, so both partners agree
	return x;
}

DEVICE float warp_largest(float x) {
	for (int64_t s = WARP / 2; s > 0; s /= 2) x = larger(x, from(x, LANE ^ s));
	return x;
}

// warp_dot is dot() over a warp.
DEVICE float warp_dot(const float *x, const float *y, int64_t n) {
	float sum = 0.0f;
	for (int64_t i = LANE; i < n; i += WARP) sum = fused(x[i], y[i], sum);
	return warp_sum(sum);
}

#endif
