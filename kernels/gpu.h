// The driver of NVIDIA GPUs, found at run time: no header of theirs, no library to link, nothing that a machine without a
// GPU would miss. Functions return 0 or the driver's error code; names follow the driver API.
#ifndef QUIRE_GPU_H
#define QUIRE_GPU_H

#include <stddef.h>
#include <stdint.h>

#include "cuda/operands.h"

// Kernels by number, in the order of Q_KERNELS.
enum {
#define Q_NUMBER(name) Q_KERNEL_##name,
	Q_KERNELS(Q_NUMBER)
#undef Q_NUMBER
	Q_KERNELS_COUNT
};

// What q_gpu_open cannot say with a code of the driver; theirs are not negative.
enum {
	Q_GPU_NO_LIBRARY = -1, // the file cannot be loaded
	Q_GPU_NO_FUNCTION = -2, // it lacks a function
	Q_GPU_OLD_DRIVER = -3, // it cannot read this PTX
	Q_GPU_OLD_DEVICE = -4, // the compute capability is too low
	Q_GPU_NO_DEVICE = -5, // there are fewer devices than that
};

// The least that kernels.ptx runs on: CUDA 11.0 (PTX 7.0) and compute capability 8.0, as `make cuda` says.
enum { Q_GPU_DRIVER_MIN = 11000, Q_GPU_CAPABILITY_MIN = 80 };

struct q_gpu; // an open device: its context, one stream, the kernels

// q_gpu_report is what there is to say about a device, or about why it could not be opened.
struct q_gpu_report {
	char step[64]; // the function of the driver that failed
	char text[256]; // what dlopen or the driver's compiler had to say
	char name[128];
	int devices, driver, capability, processors;
	size_t memory, memory_free; // bytes
};

// q_gpu_open loads the driver from a file, takes device number `index`, and compiles the PTX for it.
int q_gpu_open(struct q_gpu **out, const char *library, int index, const char *ptx, struct q_gpu_report *report);
int q_gpu_close(struct q_gpu *g); // frees everything, whatever it returns

// q_gpu_error names a code; the string is the driver's.
const char *q_gpu_error(struct q_gpu *g, int code);

int q_gpu_alloc(struct q_gpu *g, void **memory, size_t bytes); // zeroed
int q_gpu_free(struct q_gpu *g, void *memory);

// Copies wait for all work before them; those that touch the host wait until they are done.
int q_gpu_upload(struct q_gpu *g, void *device, const void *host, size_t bytes);
int q_gpu_download(struct q_gpu *g, void *host, const void *device, size_t bytes);
int q_gpu_move(struct q_gpu *g, void *to, const void *from, size_t bytes);
int q_gpu_zero(struct q_gpu *g, void *memory, size_t bytes); // a multiple of 4

// q_gpu_launch begins a kernel and returns. operands is its structure; the grid has x by y blocks.
int q_gpu_launch(struct q_gpu *g, int kernel, void *operands, int64_t x, int64_t y, int64_t threads);
int q_gpu_wait(struct q_gpu *g);

const char *q_gpu_kernel(int kernel); // its name
size_t q_gpu_operands(int kernel); // the size of its structure

#endif
