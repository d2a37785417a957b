// The driver API by hand: types and codes are those that NVIDIA documents and has kept since CUDA 4.
#define _POSIX_C_SOURCE 200112L
#include "gpu.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kernel_names[] = {
#define NAME(name) #name,
	Q_KERNELS(NAME)
};

static const size_t operand_sizes[] = {
#define SIZE(name) sizeof(struct name##_operands),
	Q_KERNELS(SIZE)
};

const char *q_gpu_kernel(int kernel) { return kernel_names[kernel]; }
size_t q_gpu_operands(int kernel) { return operand_sizes[kernel]; }

#if defined(__linux__)
#include <dlfcn.h>

typedef uint64_t address; // CUdeviceptr
typedef void *handle;     // CUcontext, CUmodule, CUfunction, CUstream

enum { COMPUTE_MAJOR = 75, COMPUTE_MINOR = 76, MULTIPROCESSORS = 16 }; // CUdevice_attribute
enum { NON_BLOCKING = 1 };                                             // CUstream_flags
enum { JIT_ERROR_LOG = 5, JIT_ERROR_LOG_SIZE = 6 };                    // CUjit_option

// One line per function: its name here, its symbol, its parameters.
#define DRIVER(F) \
	F(init, "cuInit", (unsigned flags)) \
	F(version, "cuDriverGetVersion", (int *version)) \
	F(count, "cuDeviceGetCount", (int *count)) \
	F(get, "cuDeviceGet", (int *device, int ordinal)) \
	F(name, "cuDeviceGetName", (char *name, int size, int device)) \
	F(attribute, "cuDeviceGetAttribute", (int *value, int attribute, int device)) \
	F(retain, "cuDevicePrimaryCtxRetain", (handle * context, int device)) \
	F(release, "cuDevicePrimaryCtxRelease_v2", (int device)) \
	F(current, "cuCtxSetCurrent", (handle context)) \
	F(info, "cuMemGetInfo_v2", (size_t * free, size_t *total)) \
	F(load, "cuModuleLoadDataEx", (handle * module, const void *image, unsigned n, int *options, void **values)) \
	F(unload, "cuModuleUnload", (handle module)) \
	F(function, "cuModuleGetFunction", (handle * function, handle module, const char *name)) \
	F(alloc, "cuMemAlloc_v2", (address * memory, size_t bytes)) \
	F(release_memory, "cuMemFree_v2", (address memory)) \
	F(upload, "cuMemcpyHtoDAsync_v2", (address to, const void *from, size_t bytes, handle stream)) \
	F(download, "cuMemcpyDtoHAsync_v2", (void *to, address from, size_t bytes, handle stream)) \
	F(move, "cuMemcpyDtoDAsync_v2", (address to, address from, size_t bytes, handle stream)) \
	F(fill, "cuMemsetD32Async", (address to, unsigned value, size_t n, handle stream)) \
	F(new_stream, "cuStreamCreate", (handle * stream, unsigned flags)) \
	F(end_stream, "cuStreamDestroy_v2", (handle stream)) \
	F(wait, "cuStreamSynchronize", (handle stream)) \
	F(launch, "cuLaunchKernel", (handle function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, \
		unsigned bz, unsigned shared, handle stream, void **parameters, void **extra)) \
	F(error, "cuGetErrorName", (int code, const char **name))

struct q_gpu {
	void *library;
	int device;
	handle context, module, stream;
	handle kernels[Q_KERNELS_COUNT];
#define MEMBER(name, symbol, parameters) int(*name) parameters;
	DRIVER(MEMBER)
};

static int find(struct q_gpu *g, struct q_gpu_report *report) {
#define FIND(name, symbol, parameters) \
	*(void **)&g->name = dlsym(g->library, symbol); \
	if (g->name == NULL) { \
		snprintf(report->step, sizeof report->step, "%s", symbol); \
		return Q_GPU_NO_FUNCTION; \
	}
	DRIVER(FIND)
	return 0;
}

// TRY returns the code of a call that fails, and says which it was.
#define TRY(symbol, call) \
	do { \
		int code = (call); \
		if (code != 0) { \
			snprintf(report->step, sizeof report->step, "%s", symbol); \
			return code; \
		} \
	} while (0)

static int choose(struct q_gpu *g, int index, struct q_gpu_report *report) {
	int major, minor;
	TRY("cuInit", g->init(0));
	TRY("cuDriverGetVersion", g->version(&report->driver));
	if (report->driver < Q_GPU_DRIVER_MIN) return Q_GPU_OLD_DRIVER;
	TRY("cuDeviceGetCount", g->count(&report->devices));
	if (index >= report->devices) return Q_GPU_NO_DEVICE;
	TRY("cuDeviceGet", g->get(&g->device, index));
	TRY("cuDeviceGetName", g->name(report->name, sizeof report->name, g->device));
	TRY("cuDeviceGetAttribute", g->attribute(&major, COMPUTE_MAJOR, g->device));
	TRY("cuDeviceGetAttribute", g->attribute(&minor, COMPUTE_MINOR, g->device));
	TRY("cuDeviceGetAttribute", g->attribute(&report->processors, MULTIPROCESSORS, g->device));
	report->capability = 10 * major + minor;
	return report->capability < Q_GPU_CAPABILITY_MIN ? Q_GPU_OLD_DEVICE : 0;
}

static int prepare(struct q_gpu *g, const char *ptx, struct q_gpu_report *report) {
	TRY("cuDevicePrimaryCtxRetain", g->retain(&g->context, g->device));
	TRY("cuCtxSetCurrent", g->current(g->context));
	TRY("cuMemGetInfo", g->info(&report->memory_free, &report->memory));
	TRY("cuStreamCreate", g->new_stream(&g->stream, NON_BLOCKING));
	int options[] = {JIT_ERROR_LOG, JIT_ERROR_LOG_SIZE};
	void *values[] = {report->text, (void *)(uintptr_t)sizeof report->text};
	TRY("cuModuleLoadDataEx", g->load(&g->module, ptx, 2, options, values));
	for (int i = 0; i < Q_KERNELS_COUNT; i++) TRY(kernel_names[i], g->function(&g->kernels[i], g->module, kernel_names[i]));
	return 0;
}

int q_gpu_open(struct q_gpu **out, const char *library, int index, const char *ptx, struct q_gpu_report *report) {
	struct q_gpu *g = calloc(1, sizeof *g);
	if (g == NULL) abort();
	*out = g;
	g->library = dlopen(library, RTLD_NOW | RTLD_LOCAL);
	if (g->library == NULL) {
		snprintf(report->text, sizeof report->text, "%s", dlerror());
		return Q_GPU_NO_LIBRARY;
	}
	int code = find(g, report);
	if (code == 0) code = choose(g, index, report);
	if (code == 0) code = prepare(g, ptx, report);
	return code;
}

int q_gpu_close(struct q_gpu *g) {
	int code = 0, last = 0;
	if (g->context != NULL) last = g->current(g->context), code = code ? code : last;
	if (g->module != NULL) last = g->unload(g->module), code = code ? code : last;
	if (g->stream != NULL) last = g->end_stream(g->stream), code = code ? code : last;
	if (g->context != NULL) last = g->release(g->device), code = code ? code : last;
	if (g->library != NULL) dlclose(g->library);
	free(g);
	return code;
}

const char *q_gpu_error(struct q_gpu *g, int code) {
	const char *name = NULL;
	if (g->error == NULL || g->error(code, &name) != 0 || name == NULL) return "an unknown error";
	return name;
}

// The context belongs to a thread, and Go moves between threads: every call makes it current, which costs some 100 ns.
#define IN_CONTEXT(call) \
	do { \
		int code = g->current(g->context); \
		return code != 0 ? code : (call); \
	} while (0)

int q_gpu_alloc(struct q_gpu *g, void **memory, size_t bytes) {
	address a = 0;
	int code = g->current(g->context);
	if (code == 0) code = g->alloc(&a, bytes);
	if (code != 0) return code;
	*memory = (void *)(uintptr_t)a;
	return q_gpu_zero(g, *memory, bytes);
}

int q_gpu_free(struct q_gpu *g, void *memory) {
	int code = q_gpu_wait(g), freed = g->release_memory((uintptr_t)memory);
	return code != 0 ? code : freed;
}

int q_gpu_upload(struct q_gpu *g, void *device, const void *host, size_t bytes) {
	int code = g->current(g->context);
	if (code == 0) code = g->upload((uintptr_t)device, host, bytes, g->stream);
	return code != 0 ? code : g->wait(g->stream);
}

int q_gpu_download(struct q_gpu *g, void *host, const void *device, size_t bytes) {
	int code = g->current(g->context);
	if (code == 0) code = g->download(host, (uintptr_t)device, bytes, g->stream);
	return code != 0 ? code : g->wait(g->stream);
}

int q_gpu_move(struct q_gpu *g, void *to, const void *from, size_t bytes) {
	IN_CONTEXT(g->move((uintptr_t)to, (uintptr_t)from, bytes, g->stream));
}

int q_gpu_zero(struct q_gpu *g, void *memory, size_t bytes) {
	IN_CONTEXT(g->fill((uintptr_t)memory, 0, bytes / 4, g->stream));
}

int q_gpu_launch(struct q_gpu *g, int kernel, void *operands, int64_t x, int64_t y, int64_t threads) {
	void *parameters[] = {operands};
	IN_CONTEXT(g->launch(g->kernels[kernel], (unsigned)x, (unsigned)y, 1, (unsigned)threads, 1, 1, 0, g->stream, parameters, NULL));
}

int q_gpu_wait(struct q_gpu *g) { IN_CONTEXT(g->wait(g->stream)); }

#else

// Elsewhere there is no driver to load. Nothing can be opened, so nothing below that is ever called.
struct q_gpu {
	int none;
};

int q_gpu_open(struct q_gpu **out, const char *library, int index, const char *ptx, struct q_gpu_report *report) {
	(void)library, (void)index, (void)ptx;
	*out = calloc(1, sizeof **out);
	snprintf(report->text, sizeof report->text, "GPUs are supported on Linux only");
	return Q_GPU_NO_LIBRARY;
}
int q_gpu_close(struct q_gpu *g) { return free(g), 0; }
const char *q_gpu_error(struct q_gpu *g, int code) { return (void)g, (void)code, "no driver"; }
int q_gpu_alloc(struct q_gpu *g, void **memory, size_t bytes) { return (void)g, (void)memory, (void)bytes, -1; }
int q_gpu_free(struct q_gpu *g, void *memory) { return (void)g, (void)memory, -1; }
int q_gpu_upload(struct q_gpu *g, void *d, const void *h, size_t n) { return (void)g, (void)d, (void)h, (void)n, -1; }
int q_gpu_download(struct q_gpu *g, void *h, const void *d, size_t n) { return (void)g, (void)h, (void)d, (void)n, -1; }
int q_gpu_move(struct q_gpu *g, void *to, const void *from, size_t n) { return (void)g, (void)to, (void)from, (void)n, -1; }
int q_gpu_zero(struct q_gpu *g, void *memory, size_t n) { return (void)g, (void)memory, (void)n, -1; }
int q_gpu_launch(struct q_gpu *g, int k, void *o, int64_t x, int64_t y, int64_t t) { return (void)g, (void)k, (void)o, (void)x, (void)y, (void)t, -1; }
int q_gpu_wait(struct q_gpu *g) { return (void)g, -1; }

#endif
