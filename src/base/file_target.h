// Where an output path leads: through symlinks, to a file that can be replaced or to a device.
#ifndef HEADROOM_BASE_FILE_TARGET_H
#define HEADROOM_BASE_FILE_TARGET_H

#include "base/err.h"

#include <stdbool.h>
#include <sys/types.h>

struct file_target {
    char *path;   ///< with symlinks of its last part followed
    char *folder; ///< where a temporary file for it belongs
    bool exists;
    bool replaceable; ///< a regular file or none; a device, pipe or socket is written in place
    mode_t mode;      ///< of the file that exists
};

/// Errors: a folder, a file without the right to write, too many symlinks.
int file_target_find(struct file_target *target, const char *path, struct err *err);

void file_target_release(struct file_target *target);

/// $TMPDIR, or /tmp: for what waits to go elsewhere.
const char *file_temporary_folder(void);

#endif
