// SwiGLU. gu is [N,2F]: a row holds F gates, then F values; s is [N,F].

// s = (g*sigmoid(g))*u
void Q(swiglu_forward)(float *restrict s, const float *restrict gu, int64_t N, int64_t F) {
	for (int64_t n = 0; n < N; n++) {
		const float *g = gu + n * 2 * F, *u = g + F;
		float *sn = s + n * F;
		for (int64_t i = 0; i < F; i++) sn[i] = (g[i] * sigmoid(g[i])) * u[i];
	}
}

// With a = sigmoid(g) and silu = g*a: du = ds*silu, dg = (ds*u) * (silu*(1-a) + a).
void Q(swiglu_backward)(float *restrict dgu, const float *restrict ds, const float *restrict gu, int64_t N, int64_t F) {
	for (int64_t n = 0; n < N; n++) {
		const float *g = gu + n * 2 * F, *u = g + F, *d = ds + n * F;
		float *restrict dg = dgu + n * 2 * F, *restrict du = dg + F;
		for (int64_t i = 0; i < F; i++) {
			float a = sigmoid(g[i]), silu = g[i] * a;
			du[i] = d[i] * silu;
			dg[i] = (d[i] * u[i]) * fused(silu, 1.0f - a, a);
		}
	}
}
