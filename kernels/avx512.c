// Path "avx512": 512-bit vectors (Skylake-X, Zen 4 onwards).
#if defined(__x86_64__)
#include "isa_begin.h"
Q_SELECT("avx2,fma,avx512f,avx512vl,avx512dq,avx512bw,prefer-vector-width=512")

#define Q(name) name##_avx512
#define Q_HARDWARE_FMA 1
#define Q_VECTOR 16
#include "matmul_avx512.h"
#include "operations.h"

Q_ISA_END
#endif
