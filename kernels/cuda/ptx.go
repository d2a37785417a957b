package cuda

import _ "embed"

// PTX is kernels.cu compiled for GPUs of compute capability 8.0 and later, by `make cuda`.
//
//go:embed kernels.ptx
var PTX string

// Kernels are the names of the entries of PTX; each takes the structure of operands.h that bears its name.
var Kernels = []string{"matmul", "rmsnorm", "rmsnorm_backward", "rmsnorm_gain", "rope", "attention", "attention_dq", "attention_dkv",
	"swiglu", "swiglu_backward", "softmax", "cross_entropy", "embedding", "embedding_backward", "add", "scale", "sum",
	"sum_squares", "ascending_sum", "finite", "adamw", "bf16_encode", "bf16_decode", "int8_encode", "int8_decode"}
