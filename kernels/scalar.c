// Path "scalar": the reference. Plain C, no vector instruction, no multiply-add instruction; its bits are
// the definition of the profile on every processor.
#pragma STDC FP_CONTRACT OFF
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-tree-vectorize")
#endif

#define Q(name) name##_scalar
#define Q_HARDWARE_FMA 0
#include "operations.h"
