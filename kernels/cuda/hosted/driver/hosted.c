// Runs the CUDA kernels on the host: the threads of a block take turns, as coroutines, and give way at barriers and when
// they read another lane. One block at a time, one launch at a time.
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#endif
#include <setjmp.h>
#include <stdlib.h>
#include <ucontext.h>

#include "hosted.h"

#include "../../kernels.cu"

enum { STACK = 64 * 1024, THREADS_MAX = 256 };

int64_t hosted_block_x, hosted_block_y, hosted_thread, hosted_threads;

// A context begins a coroutine; after that jumps switch, which ask nothing of the system and so are twenty times faster.
static ucontext_t scheduler_context, contexts[THREADS_MAX];
static jmp_buf scheduler, threads[THREADS_MAX];
static int finished[THREADS_MAX];
static float slots[THREADS_MAX]; // what each thread shows to its warp
static void (*entry)(const void *);
static const void *entry_operands;

static int64_t waiting, barriers; // threads at the barrier; barriers that all have passed

static void yield(void) {
	int64_t self = hosted_thread;
	if (_setjmp(threads[self]) == 0) _longjmp(scheduler, 1);
	hosted_thread = self;
}

// A barrier opens between two rounds of turns, so that the lanes of a warp stay together.
void hosted_sync(void) {
	int64_t now = barriers;
	waiting++;
	while (barriers == now) yield();
}

// Lanes of a warp do the same number of turns, so all have shown before one reads, and have read before one shows again.
float from(float x, int64_t lane) {
	int64_t self = hosted_thread;
	slots[self] = x;
	yield();
	float y = slots[self / WARP * WARP + lane];
	yield();
	return y;
}

uint32_t ballot(int yes) {
	int64_t self = hosted_thread;
	uint32_t all = 0;
	slots[self] = yes ? 1.0f : 0.0f;
	yield();
	for (int64_t i = 0; i < WARP; i++) all |= (uint32_t)(slots[self / WARP * WARP + i] != 0.0f) << i;
	yield();
	return all;
}

// A coroutine runs one thread after the other, a block each, and lives as long as the program.
static void coroutine(void) {
	for (int64_t self = hosted_thread;;) {
		entry(entry_operands);
		finished[self] = 1;
		if (_setjmp(threads[self]) == 0) _longjmp(scheduler, 1);
		hosted_thread = self;
	}
}

// let has a thread run until it gives way.
static void let(int64_t i) {
	static int begun[THREADS_MAX];
	hosted_thread = i;
	if (_setjmp(scheduler) != 0) return;
	if (begun[i]) _longjmp(threads[i], 1);
	begun[i] = 1;
	getcontext(&contexts[i]);
	contexts[i].uc_stack.ss_sp = malloc(STACK);
	contexts[i].uc_stack.ss_size = STACK;
	if (contexts[i].uc_stack.ss_sp == NULL) abort();
	makecontext(&contexts[i], coroutine, 0);
	swapcontext(&scheduler_context, &contexts[i]);
}

static void launch(void (*f)(const void *), const void *operands, struct grid g) {
	if (g.threads > THREADS_MAX) abort();
	entry = f, entry_operands = operands, hosted_threads = g.threads;
	for (hosted_block_y = 0; hosted_block_y < g.y; hosted_block_y++)
		for (hosted_block_x = 0; hosted_block_x < g.x; hosted_block_x++) {
			memset(finished, 0, sizeof finished);
			for (int64_t left = g.threads; left > 0;) {
				for (int64_t i = 0; i < g.threads; i++) {
					if (finished[i]) continue;
					let(i);
					left -= finished[i];
				}
				if (waiting == left) waiting = 0, barriers++;
			}
		}
}

#define DEFINE(name) \
	static void name##_entry(const void *operands) { name(*(const struct name##_operands *)operands); } \
	void hosted_##name(const struct name##_operands *operands, struct grid g) { launch(name##_entry, operands, g); }
Q_KERNELS(DEFINE)
