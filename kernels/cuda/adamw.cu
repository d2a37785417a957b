// AdamW: a thread takes an element.
KERNEL(adamw) {
	int64_t i = ELEMENT;
	if (i >= o.n) return;
	float g = o.g[i];
	float m = fused(o.s.beta1, o.m[i], o.s.rest1 * g);
	float v = fused(o.s.beta2, o.v[i], (o.s.rest2 * g) * g);
	float u = (m * o.s.correction1) / (root(v * o.s.correction2) + o.s.epsilon);
	o.m[i] = m;
	o.v[i] = v;
	o.w[i] = fused(-o.s.rate, u, o.w[i] * o.s.keep);
}
