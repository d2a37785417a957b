// Package cuda holds the kernels for NVIDIA GPUs: their sources, and what the compiler made of them. Package kernels hands
// that to the driver. Package hosted runs the sources without a GPU, for tests.
package cuda

import (
	"embed"
	_ "embed"
)

// PTX is kernels.cu compiled for GPUs of compute capability 8.0 and later, by `make cuda`.
//
//go:embed kernels.ptx
var PTX string

// Sources are the kernels as they are compiled. That they are embedded also has the go command notice when one changes.
//
//go:embed *.cu *.h
var Sources embed.FS
