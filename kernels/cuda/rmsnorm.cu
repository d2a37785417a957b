// RMSNorm: a warp computes a row.

KERNEL(rmsnorm) {
	int64_t n = WARP_INDEX;
	if (n >= o.N) return;
	const float *x = o.x + n * o.C;
	float inverse = inverse_root(warp_dot(x, x, o.C) / (float)o.C + 1e-5f);
	if (LANE == 0) o.r[n] = inverse;
	for (int64_t i = LANE; i < o.C; i += WARP) o.y[n * o.C + i] = (x[i] * inverse) * o.w[i];
}

KERNEL(rmsnorm_backward) {
	int64_t n = WARP_INDEX;
	if (n >= o.N) return;
	const float *x = o.x + n * o.C, *dy = o.dy + n * o.C;
	float *dx = o.dx + n * o.C;
	float sum = 0.0f;
	for (int64_t i = LANE; i < o.C; i += WARP) sum = fused(dy[i] * o.w[i], x[i], sum);
	float r = o.r[n], k = (((r * r) * r) * warp_sum(sum)) / (float)o.C;
	for (int64_t i = LANE; i < o.C; i += WARP) {
		float g = fused(-k, x[i], (dy[i] * o.w[i]) * r);
		dx[i] = o.add ? dx[i] + g : g;
	}
}

// A block of 256 threads computes 32 columns; its 8 rows of threads take a chain of 256 rows each, and the sums are added in
// ascending order.
KERNEL(rmsnorm_gain) {
	enum { GROUPS = 8 };
	SHARED float chains[GROUPS * WARP];
	int64_t i = BLOCK_X * WARP + LANE, group = THREAD / WARP;
	float sum = o.add && i < o.C ? o.dw[i] : 0.0f;
	for (int64_t start = 0; start < o.N; start += GROUPS * Q_CHAIN) {
		int64_t first = start + group * Q_CHAIN;
		float chain = 0.0f;
		if (i < o.C)
			for (int64_t n = first; n < least(o.N, first + Q_CHAIN); n++)
				chain = fused(o.dy[n * o.C + i] * o.x[n * o.C + i], o.r[n], chain);
		chains[THREAD] = chain;
		SYNC();
		for (int64_t g = 0; g < GROUPS && start + g * Q_CHAIN < o.N; g++)
			sum = start + g == 0 && !o.add ? chains[LANE] : sum + chains[g * WARP + LANE];
		SYNC();
	}
	if (i < o.C && group == 0) o.dw[i] = sum;
}
