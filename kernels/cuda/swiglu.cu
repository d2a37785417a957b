// SwiGLU: a thread computes one element of [N,F].

KERNEL(swiglu) {
	int64_t e = ELEMENT;
	if (e >= o.N * o.F) return;
	const float *g = o.gu + e / o.F * 2 * o.F + e % o.F;
	o.s[e] = (g[0] * sigmoid(g[0])) * g[o.F];
}

KERNEL(swiglu_backward) {
	int64_t e = ELEMENT;
	if (e >= o.N * o.F) return;
	int64_t at = e / o.F * 2 * o.F + e % o.F;
	float g = o.gu[at], u = o.gu[at + o.F], a = sigmoid(g), silu = g * a;
	o.dgu[at + o.F] = o.ds[e] * silu;
	o.dgu[at] = (o.ds[e] * u) * fused(silu, 1.0f - a, a);
}
