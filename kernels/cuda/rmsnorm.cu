// RMSNorm: a warp computes a row; of the gain's gradient a thread computes a column.

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

KERNEL(rmsnorm_gain) {
	int64_t i = ELEMENT;
	if (i >= o.C) return;
	float sum = o.add ? o.dw[i] : 0.0f;
	for (int64_t first = 0; first < o.N; first += Q_CHAIN) {
		float chain = 0.0f;
		for (int64_t n = first; n < least(o.N, first + Q_CHAIN); n++)
			chain = fused(o.dy[n * o.C + i] * o.x[n * o.C + i], o.r[n], chain);
		sum = first == 0 && !o.add ? chain : sum + chain;
	}
	o.dw[i] = sum;
}
