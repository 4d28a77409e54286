// Whole instances out of real arithmetic: 3000 x 1.1 / 50 is 66, although doubles
// say 66.00000000000001.
#ifndef HEADROOM_MATHS_WHOLE_INSTANCES_H
#define HEADROOM_MATHS_WHOLE_INSTANCES_H

/// The smallest whole number not below `value` rounded to 9 decimals; where doubles no longer hold
/// 9 decimals (above 9 million), a difference within rounding error is forgiven instead.
double instances_up(double value);

/// The greatest whole number not above `value`, by the same rounding.
double instances_down(double value);

#endif
