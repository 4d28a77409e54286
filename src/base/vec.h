// Growing arrays without a type of their own: three fields (pointer, count, capacity) and a macro.
#ifndef HEADROOM_BASE_VEC_H
#define HEADROOM_BASE_VEC_H

#include "base/memory.h"

/// Makes room for one more element behind `count`; amortised doubling.
#define VEC_GROW(pointer, count, capacity)                                                         \
    do {                                                                                           \
        if ((count) == (capacity)) {                                                               \
            (capacity) = (capacity) == 0 ? 8 : (capacity)*2;                                       \
            (pointer) = mem_resize((pointer), (capacity), sizeof *(pointer));                      \
        }                                                                                          \
    } while (0)

/// Appends `value` to an array; `pointer` must be an lvalue.
#define VEC_PUSH(pointer, count, capacity, value)                                                  \
    do {                                                                                           \
        VEC_GROW(pointer, count, capacity);                                                        \
        (pointer)[(count)++] = (value);                                                            \
    } while (0)

#endif
