// One process at a time changes a file that several keep.
#ifndef HEADROOM_BASE_FILE_LOCK_H
#define HEADROOM_BASE_FILE_LOCK_H

#include "base/err.h"

/// Held on the folder of the file, so that it outlives the file's replacement, needs no file of its
/// own and ends with the process.
struct file_lock {
    int descriptor; ///< -1: none is held
};

/// Waits until no other process of this program changes a file in the folder of `path`. A device
/// and a file system without locks are not locked: read again what is replaced right before.
/// Errors: no such folder, no right to read it.
int file_lock_take(struct file_lock *lock, const char *path, struct err *err);

void file_lock_release(struct file_lock *lock);

#endif
