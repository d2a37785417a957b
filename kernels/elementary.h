// The building blocks themselves, for tests that compare them between paths and with float64.

void Q(elementary)(float *restrict y, const float *restrict x, int64_t function, int64_t n) {
	switch (function) {
	case Q_EXP: for (int64_t i = 0; i < n; i++) y[i] = exponential(x[i]); break;
	case Q_LOG: for (int64_t i = 0; i < n; i++) y[i] = logarithm(x[i]); break;
	case Q_SIGMOID: for (int64_t i = 0; i < n; i++) y[i] = sigmoid(x[i]); break;
	default: for (int64_t i = 0; i < n; i++) y[i] = inverse_root(x[i]);
	}
}

void Q(fused)(float *restrict y, const float *restrict a, const float *restrict b, const float *restrict c, int64_t n) {
	for (int64_t i = 0; i < n; i++) y[i] = fused(a[i], b[i], c[i]);
}
