package model

import (
	"math"

	"quire/coordinator/campaign"
)

// floatModel is the network again, in float64, written from the formulas and without the kernels: slow, obvious,
// and independent of everything under test but the layout of the parameters.
type floatModel struct {
	config campaign.Model
	params map[string][]float64
}

func newFloatModel(m *Model, weights []float64) floatModel {
	f := floatModel{m.config, map[string][]float64{}}
	for _, t := range m.Tensors() {
		f.params[t.Name] = weights[t.Offset : t.Offset+t.Len()]
	}
	return f
}

// linear returns w·x for a matrix of len(w)/len(x) rows.
func linear(w, x []float64) []float64 {
	y := make([]float64, len(w)/len(x))
	for i := range y {
		for j, v := range x {
			y[i] += w[i*len(x)+j] * v
		}
	}
	return y
}

func rmsNorm(x, w []float64) []float64 {
	var square float64
	for _, v := range x {
		square += v * v
	}
	r := 1 / math.Sqrt(square/float64(len(x))+1e-5)
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = v * r * w[i]
	}
	return y
}

// turn applies half-split rotary embedding to one head.
func turn(x []float64, position, theta int) {
	half := len(x) / 2
	for i := range half {
		angle := float64(position) * math.Pow(float64(theta), -float64(i)/float64(half))
		s, c := math.Sincos(angle)
		a, b := x[i], x[i+half]
		x[i], x[i+half] = a*c-b*s, b*c+a*s
	}
}

func softmax(x []float64) []float64 {
	top := math.Inf(-1)
	for _, v := range x {
		top = max(top, v)
	}
	p, sum := make([]float64, len(x)), 0.0
	for i, v := range x {
		p[i] = math.Exp(v - top)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}

// loss returns the mean loss of one sequence of tokens and targets.
func (f floatModel) loss(sequence []int32) float64 {
	c := f.config
	stream := make([][]float64, len(sequence)-1)
	for t := range stream {
		id := int(sequence[t])
		stream[t] = append([]float64(nil), f.params["model.embed_tokens.weight"][id*c.Width:(id+1)*c.Width]...)
	}
	for l := range c.Layers {
		f.layer(l, stream)
	}
	head := f.params["lm_head.weight"]
	if c.Tied {
		head = f.params["model.embed_tokens.weight"]
	}
	var total float64
	for t, x := range stream {
		p := softmax(linear(head, rmsNorm(x, f.params["model.norm.weight"])))
		total -= math.Log(p[sequence[t+1]])
	}
	return total / float64(len(stream))
}

func (f floatModel) layer(l int, stream [][]float64) {
	c, width := f.config, f.config.Width/f.config.Heads
	w := func(part string) []float64 {
		return f.params["model.layers."+string(rune('0'+l))+"."+part+".weight"]
	}
	queries, keys, values := make([][]float64, len(stream)), make([][]float64, len(stream)), make([][]float64, len(stream))
	for t, x := range stream {
		h := rmsNorm(x, w("input_layernorm"))
		queries[t], keys[t], values[t] = linear(w("self_attn.q_proj"), h), linear(w("self_attn.k_proj"), h), linear(w("self_attn.v_proj"), h)
		for i := range c.Heads {
			turn(queries[t][i*width:(i+1)*width], t, c.RopeTheta)
		}
		for i := range c.KVHeads {
			turn(keys[t][i*width:(i+1)*width], t, c.RopeTheta)
		}
	}
	for t := range stream {
		mixed := make([]float64, c.Width)
		for h := range c.Heads {
			g := h / (c.Heads / c.KVHeads)
			scores := make([]float64, t+1)
			for s := range scores {
				for i := range width {
					scores[s] += queries[t][h*width+i] * keys[s][g*width+i] / math.Sqrt(float64(width))
				}
			}
			for s, p := range softmax(scores) {
				for i := range width {
					mixed[h*width+i] += p * values[s][g*width+i]
				}
			}
		}
		for i, v := range linear(w("self_attn.o_proj"), mixed) {
			stream[t][i] += v
		}
		h := rmsNorm(stream[t], w("post_attention_layernorm"))
		gate, up := linear(w("mlp.gate_proj"), h), linear(w("mlp.up_proj"), h)
		for i, g := range gate {
			up[i] *= g / (1 + math.Exp(-g))
		}
		for i, v := range linear(w("mlp.down_proj"), up) {
			stream[t][i] += v
		}
	}
}
