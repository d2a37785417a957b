// Path "avx2": 256-bit vectors and multiply-add instructions (Haswell and Zen 1 onwards).
#if defined(__x86_64__)
#include "isa_begin.h"
Q_SELECT("avx2,fma")

#define Q(name) name##_avx2
#define Q_HARDWARE_FMA 1
#define Q_VECTOR 8
#include "matmul_avx2.h"
#include "operations.h"

Q_ISA_END
#endif
