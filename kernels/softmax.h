// Softmax and its cross-entropy. x, p and dx are [N,V].

// p = e*(1/sum e) with e = exp(x - max x). p may be x.
void Q(softmax)(float *p, const float *x, int64_t N, int64_t V) {
	for (int64_t n = 0; n < N; n++) {
		float *pn = p + n * V;
		float inverse = 1.0f / exponentials(pn, x + n * V, largest(x + n * V, V), V);
		for (int64_t i = 0; i < V; i++) pn[i] = pn[i] * inverse;
	}
}

// loss[n] = log(sum e) + max x - x[target]; dx = (softmax - one at the target) * scale. dx may be x.
void Q(cross_entropy)(float *loss, float *dx, const float *x, const int32_t *target, float scale, int64_t N, int64_t V) {
	for (int64_t n = 0; n < N; n++) {
		const float *xn = x + n * V;
		float *dn = dx + n * V;
		float chosen = xn[target[n]], top = largest(xn, V);
		float sum = exponentials(dn, xn, top, V), factor = scale / sum;
		for (int64_t i = 0; i < V; i++) dn[i] = dn[i] * factor;
		dn[target[n]] = dn[target[n]] - scale;
		loss[n] = (logarithm(sum) + top) - chosen;
	}
}
