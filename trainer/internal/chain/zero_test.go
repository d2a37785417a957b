package chain

import (
	"math/big"
	"reflect"
)

// zero fills the numbers of a struct that are not set, since ABI has no absent ones.
func zero(p any) {
	v := reflect.ValueOf(p).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Type() == reflect.TypeFor[*big.Int]() && f.IsNil() {
			f.Set(reflect.ValueOf(new(big.Int)))
		}
	}
}
