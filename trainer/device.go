package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"quire/kernels"
	"quire/trainer/model"
)

// device is where gradients are computed, after it has proved that it computes the profile's bits.
type device struct {
	gpu    *kernels.GPU  // nil are the processors
	why    error         // why there is no GPU; nil if none was wanted
	tested time.Duration // how long the proof took
}

// String describes the device in one line.
func (d device) String() string {
	processors := fmt.Sprintf("%s, %d threads", kernels.Path(), kernels.Threads())
	passed := fmt.Sprintf("self-test passed in %d ms", d.tested.Milliseconds())
	switch {
	case d.gpu != nil:
		return fmt.Sprintf("cuda on %v; else %s; %s", d.gpu, processors, passed)
	case d.why != nil:
		return fmt.Sprintf("%s (no GPU: %s), %s", processors, strings.TrimPrefix(d.why.Error(), kernels.ErrGPU.Error()+": "), passed)
	}
	return processors + ", " + passed
}

// path names the device to the coordinator.
func (d device) path() string {
	if d.gpu != nil {
		return "cuda"
	}
	return kernels.Path()
}

// openDevice opens what --device asks for. With "auto", a GPU that cannot be used is no error, only the reason why there is
// none; with "cuda" it is. Processors are always tested, because they do what is not a gradient.
func (f *flags) openDevice() (device, error) {
	index, isGPU := 0, false
	if name, number, found := strings.Cut(f.device, ":"); name == "cuda" {
		var err error
		if isGPU = true; found {
			index, err = strconv.Atoi(number)
		}
		if err != nil || index < 0 {
			return device{}, fmt.Errorf("%w: --device %s: want a number after the colon, such as cuda:0", errUsage, f.device)
		}
	} else if f.device != "auto" && f.device != "cpu" {
		return device{}, fmt.Errorf("%w: --device %q, want cpu, cuda, cuda:N or auto", errUsage, f.device)
	}
	begin := time.Now()
	if err := model.SelfTest(nil); err != nil {
		return device{}, fmt.Errorf("%w: %w", errPreflight, err)
	}
	var d device
	if f.device != "cpu" {
		if d.gpu, d.why = openGPU(index); d.why != nil && isGPU {
			return device{}, fmt.Errorf("%w: %w (--device cpu works without)", errPreflight, d.why)
		}
	}
	d.tested = time.Since(begin)
	return d, nil
}

// openGPU opens a GPU that passes the self-test.
func openGPU(index int) (*kernels.GPU, error) {
	gpu, err := kernels.OpenGPU("", index)
	if err != nil {
		return nil, err
	}
	if err := model.SelfTest(gpu); err != nil {
		if !errors.Is(err, kernels.ErrGPU) {
			err = fmt.Errorf("%w: %w", kernels.ErrGPU, err)
		}
		_ = gpu.Close() // what it has to complain about is what failed
		return nil, err
	}
	return gpu, nil
}
