// Elementwise operations and reductions of flat vectors.

// y = a + b; y may be a or b.
void Q(add)(float *y, const float *a, const float *b, int64_t n) {
	for (int64_t i = 0; i < n; i++) y[i] = a[i] + b[i];
}

void Q(scale)(float *x, float s, int64_t n) {
	for (int64_t i = 0; i < n; i++) x[i] = x[i] * s;
}

// out[0] = sum of x over 32 lanes.
void Q(sum)(float *out, const float *x, int64_t n) {
	float lane[Q_LANES] = {0};
	int64_t i = 0;
	for (; i + Q_LANES <= n; i += Q_LANES)
		for (int j = 0; j < Q_LANES; j++) lane[j] = lane[j] + x[i + j];
	for (int64_t j = 0; i + j < n; j++) lane[j] = lane[j] + x[i + j];
	out[0] = tree(lane);
}

// out[b] = sum of squares of block b of 4096 elements.
void Q(sum_squares)(float *out, const float *x, int64_t n) {
	for (int64_t i = 0; i < n; i += Q_SQUARES) out[i / Q_SQUARES] = dot(x + i, x + i, least(Q_SQUARES, n - i));
}

// out[0] = x[0] + x[1] + ..., one by one, from +0.
void Q(ascending_sum)(float *out, const float *x, int64_t n) {
	float total = 0.0f;
	for (int64_t i = 0; i < n; i++) total = total + x[i];
	out[0] = total;
}

// out[0] = 1 if no element is NaN or infinite.
void Q(finite)(int32_t *out, const float *x, int64_t n) {
	uint32_t bad = 0;
	for (int64_t i = 0; i < n; i++) bad |= (bits(x[i]) & 0x7F800000u) == 0x7F800000u;
	out[0] = !bad;
}
