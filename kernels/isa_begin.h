// Selects an instruction set for the rest of a file with nothing but pragmas: cgo refuses the flags
// -ffp-contract=off, -mfma and -fno-math-errno on the command line. Q_TARGET is a string such as "avx2,fma".
#pragma STDC FP_CONTRACT OFF
#define Q_PRAGMA(x) _Pragma(#x)
#if defined(__clang__)
#pragma clang fp contract(off)
#define Q_SELECT(t) Q_PRAGMA(clang attribute push(__attribute__((target(t))), apply_to = function))
#define Q_ISA_END Q_PRAGMA(clang attribute pop)
#else
#pragma GCC optimize("no-math-errno", "no-trapping-math")
#define Q_SELECT(t) Q_PRAGMA(GCC target(t))
#define Q_ISA_END
#endif
