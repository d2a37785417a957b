// Softmax and its cross-entropy: a warp computes a row.

// exponentials_of writes exp(x - top) and returns their sum over lanes. p may be x.
DEVICE float exponentials_of(float *p, const float *x, float top, int64_t n) {
	float sum = 0.0f;
	for (int64_t i = LANE; i < n; i += WARP) {
		float e = exponential(x[i] - top);
		sum = sum + e;
		p[i] = e;
	}
	return warp_sum(sum);
}

DEVICE float largest_of(const float *x, int64_t n) {
	float top = -FLT_MAX;
	for (int64_t i = LANE; i < n; i += WARP) top = larger(top, x[i]);
	return warp_largest(top);
}

KERNEL(softmax) {
	int64_t n = WARP_INDEX;
	if (n >= o.N) return;
	const float *x = o.x + n * o.V;
	float *p = o.p + n * o.V;
	float inverse = 1.0f / exponentials_of(p, x, largest_of(x, o.V), o.V);
	for (int64_t i = LANE; i < o.V; i += WARP) p[i] = p[i] * inverse;
}

KERNEL(cross_entropy) {
	int64_t n = WARP_INDEX;
	if (n >= o.N) return;
	const float *x = o.x + n * o.V;
	float *dx = o.dx + n * o.V;
	int64_t target = o.target[n];
	float chosen = from(x[target], 0), top = largest_of(x, o.V);
	float sum = exponentials_of(dx, x, top, o.V), factor = o.scale / sum;
	for (int64_t i = LANE; i < o.V; i += WARP) {
		float d = dx[i] * factor;
		dx[i] = i == target ? d - o.scale : d;
	}
	if (LANE == 0) o.loss[n] = (logarithm(sum) + top) - chosen;
}
