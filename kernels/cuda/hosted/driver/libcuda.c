// A driver without a GPU, for tests: the functions of libcuda.so.1 that ../../../gpu.c uses, over the kernels as hosted.c runs
// them. It is as strict as a real one, and stricter: memory of the "device" cannot be touched by anybody but a kernel or a
// copy, work is put off until somebody waits, and what a program forgets to free is an error.
//
// QUIRE_FAKE_GPU holds what goes wrong, for example "cuMemAlloc_v2=2@5 version=10020 capability=75 devices=0": the fifth
// call of cuMemAlloc_v2 and all later ones fail with error 2, and so on.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "hosted.h"

enum { OK = 0, BAD_VALUE = 1, NO_MEMORY = 2, NOT_INITIALIZED = 3, BAD_CONTEXT = 201, BAD_PTX = 218, NOT_FOUND = 500, LEAK = 999 };
enum { REGIONS = 4096, WORK = 1024, OPERANDS_MAX = 256 };

static const size_t SPACE = (size_t)4 << 30; // addresses, not memory

struct region {
	char *first;
	size_t bytes;
};

static char *space, *space_next;
static struct region regions[REGIONS];
static int regions_count, retained, initialized;
static char *image;
static __thread void *current;

struct work {
	int kernel;
	struct grid grid;
	char operands[OPERANDS_MAX];
};
static struct work works[WORK];
static int works_count;

static const char *const names[] = {
#define NAME(name) #name,
	Q_KERNELS(NAME)
};
static const size_t sizes[] = {
#define SIZE(name) sizeof(struct name##_operands),
	Q_KERNELS(SIZE)
};
enum { KERNELS = sizeof names / sizeof *names };

// setting reads a number of QUIRE_FAKE_GPU.
static int setting(const char *name, int otherwise, int *after) {
	const char *all = getenv("QUIRE_FAKE_GPU"), *at = all == NULL ? NULL : strstr(all, name);
	if (at == NULL || at[strlen(name)] != '=') return otherwise;
	char *end;
	int value = (int)strtol(at + strlen(name) + 1, &end, 10);
	if (after != NULL && *end == '@') *after = (int)strtol(end + 1, NULL, 10);
	return value;
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int lock(void) { return pthread_mutex_lock(&mutex); }
static void unlock(int *locked) { *locked = pthread_mutex_unlock(&mutex); }

// FAIL makes the calling function fail if it is told to. It begins every function, and one thread at a time is in any.
#define FAIL() \
	__attribute__((cleanup(unlock), unused)) int locked = lock(); \
	static int calls; \
	int after = 1, failure = setting(__func__, 0, &after); \
	calls = failure == 0 ? 0 : calls + 1; \
	if (failure != 0 && calls >= after) return failure

#define IN_CONTEXT() \
	FAIL(); \
	if (current == NULL || !retained) return BAD_CONTEXT

static void protect(int how) {
	for (int i = 0; i < regions_count; i++)
		if (mprotect(regions[i].first, regions[i].bytes, how) != 0) abort();
}

enum {
#define NUMBER(name) NUMBER_##name,
	Q_KERNELS(NUMBER)
};

static void run_kernel(const struct work *w) {
	switch (w->kernel) {
#define RUN(name) \
	case NUMBER_##name: hosted_##name((const void *)w->operands, w->grid); break;
		Q_KERNELS(RUN)
	}
}

// work does what was put off.
static void work(void) {
	if (works_count == 0) return;
	protect(PROT_READ | PROT_WRITE);
	for (int i = 0; i < works_count; i++) run_kernel(&works[i]);
	protect(PROT_NONE);
	works_count = 0;
}

// inside says whether a range lies in one piece of memory.
static int inside(uint64_t first, size_t bytes) {
	for (int i = 0; i < regions_count; i++)
		if ((char *)first >= regions[i].first && (char *)first + bytes <= regions[i].first + regions[i].bytes) return 1;
	return 0;
}

int cuInit(unsigned flags) {
	FAIL();
	if (flags != 0) return BAD_VALUE;
	return initialized = 1, OK;
}

int cuDriverGetVersion(int *version) {
	FAIL();
	return *version = setting("version", 12040, NULL), OK;
}

int cuDeviceGetCount(int *count) {
	FAIL();
	return *count = setting("devices", 1, NULL), initialized ? OK : NOT_INITIALIZED;
}

int cuDeviceGet(int *device, int ordinal) {
	FAIL();
	return *device = 7 + ordinal, ordinal == 0 ? OK : BAD_VALUE;
}

int cuDeviceGetName(char *name, int size, int device) {
	FAIL();
	return snprintf(name, (size_t)size, "Processor posing as a GPU"), device == 7 ? OK : BAD_VALUE;
}

int cuDeviceGetAttribute(int *value, int attribute, int device) {
	FAIL();
	int capability = setting("capability", 80, NULL);
	switch (attribute) {
	case 75: *value = capability / 10; break;
	case 76: *value = capability % 10; break;
	case 16: *value = 1; break;
	default: return BAD_VALUE;
	}
	return device == 7 ? OK : BAD_VALUE;
}

int cuDevicePrimaryCtxRetain(void **context, int device) {
	FAIL();
	if (space == NULL) space = mmap(NULL, SPACE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (space == MAP_FAILED || device != 7) return BAD_VALUE;
	space_next = space, retained++, *context = &retained;
	return OK;
}

int cuDevicePrimaryCtxRelease_v2(int device) {
	FAIL();
	int left = regions_count;
	protect(PROT_NONE);
	regions_count = works_count = 0, retained--, current = NULL;
	return device != 7 ? BAD_VALUE : left > 0 ? LEAK : OK;
}

int cuCtxSetCurrent(void *context) {
	FAIL();
	return current = context, context == &retained ? OK : BAD_CONTEXT;
}

int cuMemGetInfo_v2(size_t *free, size_t *total) {
	IN_CONTEXT();
	return *free = SPACE, *total = SPACE, OK;
}

int cuModuleLoadDataEx(void **module, const void *text, unsigned n, int *options, void **values) {
	IN_CONTEXT();
	if (n != 2 || options[0] != 5 || options[1] != 6) return BAD_VALUE;
	if (strstr(text, ".version") == NULL) return snprintf(values[0], (size_t)values[1], "this is no PTX"), BAD_PTX;
	image = strdup(text);
	return *module = image, OK;
}

int cuModuleUnload(void *module) {
	IN_CONTEXT();
	if (module != image) return BAD_VALUE;
	return free(image), image = NULL, OK;
}

// A kernel is found if the PTX has it with operands of the size that the caller will pass.
int cuModuleGetFunction(void **function, void *module, const char *name) {
	IN_CONTEXT();
	for (int i = 0; i < KERNELS; i++) {
		if (strcmp(name, names[i]) != 0) continue;
		char parameter[128];
		snprintf(parameter, sizeof parameter, "%s_param_0[%zu]", name, sizes[i]);
		if (module != image || strstr(image, parameter) == NULL) return NOT_FOUND;
		return *function = (void *)&names[i], OK;
	}
	return NOT_FOUND;
}

int cuMemAlloc_v2(uint64_t *memory, size_t bytes) {
	IN_CONTEXT();
	size_t page = (size_t)sysconf(_SC_PAGESIZE), all = (bytes + page - 1) / page * page;
	if (bytes == 0) return BAD_VALUE;
	if (regions_count == REGIONS || space_next + all + page > space + SPACE) return NO_MEMORY;
	regions[regions_count++] = (struct region){space_next, all};
	*memory = (uint64_t)space_next;
	space_next += all + page; // never used again, so that what is freed stays out of reach, and a gap between two pieces
	mprotect((void *)*memory, all, PROT_READ | PROT_WRITE);
	memset((void *)*memory, 0xFF, bytes); // no zeros for those who forget to ask
	mprotect((void *)*memory, all, PROT_NONE);
	return OK;
}

int cuMemFree_v2(uint64_t memory) {
	IN_CONTEXT();
	work();
	for (int i = 0; i < regions_count; i++)
		if (regions[i].first == (char *)memory) {
			madvise(regions[i].first, regions[i].bytes, MADV_DONTNEED);
			regions[i] = regions[--regions_count];
			return OK;
		}
	return BAD_VALUE;
}

int cuMemcpyHtoDAsync_v2(uint64_t to, const void *from, size_t bytes, void *stream) {
	IN_CONTEXT();
	if (stream == NULL || !inside(to, bytes) || inside((uint64_t)from, 1)) return BAD_VALUE;
	work();
	protect(PROT_READ | PROT_WRITE);
	memcpy((void *)to, from, bytes);
	protect(PROT_NONE);
	return OK;
}

int cuMemcpyDtoHAsync_v2(void *to, uint64_t from, size_t bytes, void *stream) {
	IN_CONTEXT();
	if (stream == NULL || !inside(from, bytes) || inside((uint64_t)to, 1)) return BAD_VALUE;
	work();
	protect(PROT_READ);
	memcpy(to, (void *)from, bytes);
	protect(PROT_NONE);
	return OK;
}

int cuMemcpyDtoDAsync_v2(uint64_t to, uint64_t from, size_t bytes, void *stream) {
	IN_CONTEXT();
	if (stream == NULL || !inside(to, bytes) || !inside(from, bytes)) return BAD_VALUE;
	work();
	protect(PROT_READ | PROT_WRITE);
	memcpy((void *)to, (void *)from, bytes);
	protect(PROT_NONE);
	return OK;
}

int cuMemsetD32Async(uint64_t to, unsigned value, size_t n, void *stream) {
	IN_CONTEXT();
	if (stream == NULL || value != 0 || !inside(to, 4 * n)) return BAD_VALUE;
	work();
	protect(PROT_READ | PROT_WRITE);
	memset((void *)to, 0, 4 * n);
	protect(PROT_NONE);
	return OK;
}

int cuStreamCreate(void **stream, unsigned flags) {
	IN_CONTEXT();
	return *stream = &works_count, flags == 1 ? OK : BAD_VALUE;
}

int cuStreamDestroy_v2(void *stream) {
	IN_CONTEXT();
	return stream == &works_count ? OK : BAD_VALUE;
}

int cuStreamSynchronize(void *stream) {
	IN_CONTEXT();
	if (stream != &works_count) return BAD_VALUE;
	work();
	return OK;
}

int cuLaunchKernel(void *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned shared,
	void *stream, void **parameters, void **extra) {
	IN_CONTEXT();
	int kernel = (int)((const char *const *)function - names);
	if (kernel < 0 || kernel >= KERNELS || stream != &works_count || extra != NULL) return BAD_VALUE;
	if (gx == 0 || gy == 0 || gy > 65535 || gz != 1 || bx == 0 || bx > 1024 || by != 1 || bz != 1 || shared != 0) return BAD_VALUE;
	if (works_count == WORK) work();
	struct work *w = &works[works_count++];
	w->kernel = kernel, w->grid = (struct grid){gx, gy, bx};
	memcpy(w->operands, parameters[0], sizes[kernel]);
	return OK;
}

int cuGetErrorName(int code, const char **name) {
	switch (code) {
	case NO_MEMORY: *name = "CUDA_ERROR_OUT_OF_MEMORY"; return OK;
	case 700: *name = "CUDA_ERROR_ILLEGAL_ADDRESS"; return OK;
	case 719: *name = "CUDA_ERROR_LAUNCH_FAILED"; return OK;
	case LEAK: *name = "CUDA_ERROR_UNKNOWN"; return OK;
	}
	return BAD_VALUE;
}
