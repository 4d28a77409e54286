// Numbers rounded to as many figures as an answer shows, to the side on which they still hold.
#ifndef HEADROOM_MATHS_SHOWN_FIGURES_H
#define HEADROOM_MATHS_SHOWN_FIGURES_H

/// At least 4 significant digits and all before the point, rounded down or up; what lies within the
/// rounding error of a shown number is that number. Values of 0 or less, and not finite, as they
/// are.
double shown_figures_down(double value);
double shown_figures_up(double value);

/// The same with so many significant digits, also where the number has more before its point.
double shown_digits_down(double value, int digits);
double shown_digits_up(double value, int digits);

/// The same with a fixed number of decimals: 2 for money.
double shown_decimals_down(double value, int decimals);
double shown_decimals_up(double value, int decimals);

#endif
