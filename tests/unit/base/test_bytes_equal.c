#include "base/bytes_equal.h"
#include "tap.h"

int main(void)
{
    // Against memcmp, for every length up to three words and a difference at every place.
    char a[] = "0123456789abcdefghijklmn";
    char b[sizeof a];
    for (size_t length = 0; length < sizeof a; length++) {
        bool right = true;
        memcpy(b, a, sizeof a);
        right = bytes_equal(a, b, length);
        for (size_t at = 0; at < sizeof a - 1; at++) {
            b[at] ^= 1;
            right = right && bytes_equal(a, b, length) == (memcmp(a, b, length) == 0);
            b[at] ^= 1;
        }
        ok(right, "%zu bytes", length);
    }
    return done();
}
