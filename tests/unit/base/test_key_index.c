#include "base/key_index.h"
#include "tap.h"

#include <stdint.h>
#include <stdio.h>

int main(void)
{
    struct key_index index = {0};
    bool added = false;
    ok(key_index_find(&index, "a", 1) == SIZE_MAX, "an empty index finds nothing");
    is_int(key_index_put(&index, "web-1", 5, &added), 0, "the first key is number 0");
    ok(added, "and it is new");
    is_int(key_index_put(&index, "", 0, &added), 1, "an empty key is a key");
    is_int(key_index_put(&index, "web-1", 5, &added), 0, "a known key keeps its number");
    ok(!added, "and it is not new");
    is_int(key_index_put(&index, "web-1\0x", 7, &added), 2, "a NUL is a byte like any other");

    bool right = true;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < 20000; i++) {
            char key[32];
            int length = snprintf(key, sizeof key, "host-%zu.example.org", i);
            right = right && key_index_put(&index, key, (size_t)length, &added) == i + 3;
            right = right && added == (pass == 0);
        }
    }
    ok(right, "20,000 keys keep the order of their first appearance");
    is_int(key_index_find(&index, "host-19999.example.org", 22), 20002, "the last one is found");
    ok(key_index_find(&index, "host-20000.example.org", 22) == SIZE_MAX, "an unknown one is not");
    key_index_release(&index);
    return done();
}
