// AdamW with decoupled decay; every scalar comes rounded from the caller.

// m = beta1*m + rest1*g; v = beta2*v + rest2*g^2; w = keep*w - rate * (m*correction1)/(sqrt(v*correction2) + epsilon)
INLINE void adamw_element(float *w, float *m, float *v, float g, const struct q_adamw *s) {
	float mi = fused(s->beta1, *m, s->rest1 * g);
	float vi = fused(s->beta2, *v, (s->rest2 * g) * g);
	float u = (mi * s->correction1) / (root(vi * s->correction2) + s->epsilon);
	*m = mi;
	*v = vi;
	*w = fused(-s->rate, u, *w * s->keep);
}

void Q(adamw)(float *restrict w, float *restrict m, float *restrict v, const float *restrict g, struct q_adamw s, int64_t n) {
	int64_t i = 0;
#if Q_VECTOR && defined(__x86_64__)
	// By hand, because gcc does not vectorise the square root under pragmas: 4 times faster.
	__m256 beta1 = _mm256_set1_ps(s.beta1), rest1 = _mm256_set1_ps(s.rest1), c1 = _mm256_set1_ps(s.correction1);
	__m256 beta2 = _mm256_set1_ps(s.beta2), rest2 = _mm256_set1_ps(s.rest2), c2 = _mm256_set1_ps(s.correction2);
	__m256 rate = _mm256_set1_ps(-s.rate), keep = _mm256_set1_ps(s.keep), epsilon = _mm256_set1_ps(s.epsilon);
	for (; i + 8 <= n; i += 8) {
		__m256 gi = _mm256_loadu_ps(g + i);
		__m256 mi = _mm256_fmadd_ps(beta1, _mm256_loadu_ps(m + i), _mm256_mul_ps(rest1, gi));
		__m256 vi = _mm256_fmadd_ps(beta2, _mm256_loadu_ps(v + i), _mm256_mul_ps(_mm256_mul_ps(rest2, gi), gi));
		__m256 d = _mm256_add_ps(_mm256_sqrt_ps(_mm256_mul_ps(vi, c2)), epsilon);
		__m256 u = _mm256_div_ps(_mm256_mul_ps(mi, c1), d);
		_mm256_storeu_ps(m + i, mi);
		_mm256_storeu_ps(v + i, vi);
		_mm256_storeu_ps(w + i, _mm256_fmadd_ps(rate, u, _mm256_mul_ps(_mm256_loadu_ps(w + i), keep)));
	}
#endif
	for (; i < n; i++) adamw_element(w + i, m + i, v + i, g[i], &s);
}
