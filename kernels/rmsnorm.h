// RMSNorm. x, y, dx, dy are [N,C]; the gain w and its gradient dw are [C]; r [N] keeps 1/rms of each row.

#define Q_RMS_EPSILON 1e-5f

// y = (x*r)*w with r = 1/sqrt(x.x/C + epsilon).
void Q(rmsnorm_forward)(float *restrict y, float *restrict r, const float *restrict x, const float *restrict w,
	int64_t N, int64_t C) {
	for (int64_t n = 0; n < N; n++) {
		const float *xn = x + n * C;
		float *yn = y + n * C;
		float inverse = inverse_root(dot(xn, xn, C) / (float)C + Q_RMS_EPSILON);
		r[n] = inverse;
		for (int64_t i = 0; i < C; i++) yn[i] = (xn[i] * inverse) * w[i];
	}
}

// dx = t*r - x*k with t = dy*w and k = r^3*(t.x)/C; with add, dx += that.
void Q(rmsnorm_backward)(float *restrict dx, const float *restrict dy, const float *restrict x,
	const float *restrict w, const float *restrict r, int64_t N, int64_t C, int64_t add) {
	for (int64_t n = 0; n < N; n++) {
		const float *xn = x + n * C, *dyn = dy + n * C;
		float *dxn = dx + n * C;
		float lane[Q_LANES] = {0};
		int64_t i = 0;
		for (; i + Q_LANES <= C; i += Q_LANES)
			for (int j = 0; j < Q_LANES; j++) lane[j] = fused(dyn[i + j] * w[i + j], xn[i + j], lane[j]);
		for (int64_t j = 0; i + j < C; j++) lane[j] = fused(dyn[i + j] * w[i + j], xn[i + j], lane[j]);
		float rn = r[n], k = (((rn * rn) * rn) * tree(lane)) / (float)C;
		if (add)
			for (i = 0; i < C; i++) dxn[i] = dxn[i] + fused(-k, xn[i], (dyn[i] * w[i]) * rn);
		else
			for (i = 0; i < C; i++) dxn[i] = fused(-k, xn[i], (dyn[i] * w[i]) * rn);
	}
}

// dw[i] for i in [lo,hi): like a product over rows, chains of at most 256 rows, added in ascending order.
void Q(rmsnorm_gain)(float *restrict dw, const float *restrict dy, const float *restrict x,
	const float *restrict r, int64_t N, int64_t C, int64_t lo, int64_t hi, int64_t add) {
	for (int64_t i = lo; i < hi; i += Q_LANES) {
		int64_t width = least(Q_LANES, hi - i);
		for (int64_t first = 0; first < N; first += Q_CHAIN) {
			float chain[Q_LANES] = {0};
			int64_t last = least(N, first + Q_CHAIN);
			for (int64_t n = first; n < last; n++) {
				const float *xn = x + n * C + i, *dyn = dy + n * C + i;
				if (width == Q_LANES)
					for (int j = 0; j < Q_LANES; j++) chain[j] = fused(dyn[j] * xn[j], r[n], chain[j]);
				else
					for (int64_t j = 0; j < width; j++) chain[j] = fused(dyn[j] * xn[j], r[n], chain[j]);
			}
			for (int64_t j = 0; j < width; j++) dw[i + j] = first == 0 && !add ? chain[j] : dw[i + j] + chain[j];
		}
		if (N == 0 && !add)
			for (int64_t j = 0; j < width; j++) dw[i + j] = 0.0f;
	}
}
