// Path "neon": 128-bit vectors and multiply-add instructions, which every 64-bit ARM processor has.
#if defined(__aarch64__)
#include "isa_begin.h"

#define Q(name) name##_neon
#define Q_HARDWARE_FMA 1
#define Q_VECTOR 4
#include "matmul_neon.h"
#include "operations.h"
#endif
