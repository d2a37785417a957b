// Every kernel, as one translation unit.
#include "dialect.h"

#include "adamw.cu"
#include "attention.cu"
#include "embedding.cu"
#include "matmul.cu"
#include "rmsnorm.cu"
#include "rope.cu"
#include "softmax.cu"
#include "swiglu.cu"
#include "vector.cu"
