// Flat vectors: a thread takes an element; a sum takes one warp, a sum of squares one warp a block of 4096.

KERNEL(add) {
	int64_t i = ELEMENT;
	if (i >= o.n) return;
	o.y[i] = o.a[i] + o.b[i];
}

KERNEL(scale) {
	int64_t i = ELEMENT;
	if (i >= o.n) return;
	o.x[i] = o.x[i] * o.s;
}

KERNEL(sum) {
	if (WARP_INDEX > 0) return;
	float sum = 0.0f;
	for (int64_t i = LANE; i < o.n; i += WARP) sum = sum + o.x[i];
	sum = warp_sum(sum);
	if (LANE == 0) o.out[0] = sum;
}

KERNEL(sum_squares) {
	int64_t first = WARP_INDEX * Q_SQUARES;
	if (first >= o.n) return;
	float sum = warp_dot(o.x + first, o.x + first, least(Q_SQUARES, o.n - first));
	if (LANE == 0) o.out[WARP_INDEX] = sum;
}

KERNEL(ascending_sum) {
	if (ELEMENT > 0) return;
	float total = 0.0f;
	for (int64_t i = 0; i < o.n; i++) total = total + o.x[i];
	o.out[0] = total;
}

KERNEL(finite) {
	int64_t i = ELEMENT;
	if (i >= o.n) return;
	if ((bits(o.x[i]) & 0x7F800000u) == 0x7F800000u) *o.bad = 1; // whoever writes, writes the same
}
