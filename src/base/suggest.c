#include "base/suggest.h"

#include "base/ascii.h"

#include <stdbool.h>
#include <string.h>

enum { WORD_MAX = 63, PREFIX_MIN = 3, DISTANCE_FAR = 1000 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/// Optimal string alignment distance, without regard to case.
/// Source: Boytsov, "Indexing methods for approximate dictionary searching", 2011, section 2.1.
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][WORD_MAX + 1];
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *above_two = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            char p = ascii_to_lower(a[i - 1]);
            char q = ascii_to_lower(b[j - 1]);
            size_t best = smaller(above[j] + 1, row[j - 1] + 1);
            best = smaller(best, above[j - 1] + (p != q));
            if (i > 1 && j > 1 && p == ascii_to_lower(b[j - 2]) && q == ascii_to_lower(a[i - 2]))
                best = smaller(best, above_two[j - 2] + 1);
            row[j] = best;
        }
    }
    return rows[a_length % 3][b_length];
}

static size_t common_prefix(const char *a, const char *b)
{
    size_t length = 0;
    while (a[length] != '\0' && ascii_to_lower(a[length]) == ascii_to_lower(b[length]))
        length++;
    return length;
}

/// Whether `word` shortens `whole` as people do: the same first letters, then some of the others in
/// their order ("reqs" of "requests_per_s").
static bool shortens(const char *word, const char *whole)
{
    size_t same = common_prefix(word, whole);
    if (same < PREFIX_MIN)
        return false;
    word += same;
    for (whole += same; *word != '\0' && *whole != '\0'; whole++)
        if (ascii_to_lower(*word) == ascii_to_lower(*whole))
            word++;
    return *word == '\0';
}

const char *suggest_closest(const char *word, const char *const *candidates, size_t count)
{
    const char *closest = NULL;
    size_t smallest = DISTANCE_FAR;
    size_t length = strlen(word);
    if (length == 0 || length > WORD_MAX)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        size_t candidate_length = strlen(candidates[i]);
        if (candidate_length == 0 || candidate_length > WORD_MAX)
            continue;
        size_t far = distance(word, length, candidates[i], candidate_length);
        size_t shorter = smaller(length, candidate_length);
        size_t longer = length + candidate_length - shorter;
        size_t allowed = longer < 6 ? 1 : longer / 3;
        bool begins = shorter >= PREFIX_MIN && common_prefix(word, candidates[i]) == shorter;
        if ((far <= allowed && far < shorter) || begins || shortens(word, candidates[i])) {
            if (far < smallest) {
                smallest = far;
                closest = candidates[i];
            }
        }
    }
    return closest;
}
