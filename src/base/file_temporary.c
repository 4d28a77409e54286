#include "base/file.h"
#include "base/file_target.h"
#include "base/memory.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SLOTS = 8, PATH_BYTES = 4096, ATTEMPTS = 1000 };

/// The temporary files that exist. A signal handler has to find them, so this is the one place
/// below the commands that keeps state of the process; `used` is set only while `path` is whole.
static struct {
    volatile sig_atomic_t used;
    char path[PATH_BYTES];
} slot[SLOTS];

static int slot_of(const char *path)
{
    for (int i = 0; i < SLOTS; i++)
        if (slot[i].used && strcmp(slot[i].path, path) == 0)
            return i;
    return -1;
}

static int free_slot(void)
{
    for (int i = 0; i < SLOTS; i++)
        if (!slot[i].used)
            return i;
    return -1;
}

void file_temporary_remove_all(void)
{
    for (int i = 0; i < SLOTS; i++) {
        if (slot[i].used) {
            unlink(slot[i].path);
            slot[i].used = 0;
        }
    }
}

/// Creates a file of a name that nothing has yet; returns its slot, -1 with errno set.
static int create(const char *folder)
{
    int i = free_slot();
    if (i < 0) {
        errno = EMFILE;
        return -1;
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        int length = snprintf(slot[i].path, PATH_BYTES, "%s/.headroom-%ld-%d.tmp", folder,
                              (long)getpid(), attempt);
        if (length < 0 || length >= PATH_BYTES) {
            errno = ENAMETOOLONG;
            return -1;
        }
        slot[i].used = 1; // before the file exists: a signal in between must not leave it behind
        int descriptor = open(slot[i].path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0) {
            close(descriptor);
            return i;
        }
        slot[i].used = 0;
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

int file_temporary_begin(const char *path, char **temporary, struct err *err)
{
    *temporary = NULL;
    struct file_target target;
    if (file_target_find(&target, path, err) != 0)
        return -1;
    int created = create(target.folder);
    int problem = errno;
    if (created >= 0 && target.exists && target.replaceable &&
        chmod(slot[created].path, target.mode) != 0) {
        problem = errno;
        unlink(slot[created].path);
        slot[created].used = 0;
        created = -1;
    }
    file_target_release(&target);
    if (created < 0)
        return err_system(err, path, "create a file beside it", problem);
    *temporary = mem_strdup(slot[created].path);
    return 0;
}

int file_temporary_begin_unnamed(char **temporary, struct err *err)
{
    const char *folder = file_temporary_folder();
    *temporary = NULL;
    int created = create(folder);
    if (created < 0)
        return err_system(err, folder, "create a temporary file in it", errno);
    chmod(slot[created].path, 0600); // the folder is everybody's, what is written is not
    *temporary = mem_strdup(slot[created].path);
    return 0;
}

void file_temporary_discard(char *temporary)
{
    if (temporary == NULL)
        return;
    int i = slot_of(temporary);
    unlink(temporary);
    if (i >= 0)
        slot[i].used = 0;
    free(temporary);
}

int file_temporary_copy(const char *temporary, int descriptor, const char *name, struct err *err)
{
    FILE *from = fopen(temporary, "rb");
    if (from == NULL)
        return err_system(err, name, "read what was prepared for it", errno);
    char buffer[1 << 14];
    size_t got;
    int result = 0;
    while (result == 0 && (got = fread(buffer, 1, sizeof buffer, from)) > 0)
        result = file_write_descriptor(descriptor, name, buffer, got, err);
    if (result == 0 && ferror(from))
        result = err_system(err, name, "read what was prepared for it", errno);
    fclose(from);
    return result;
}

/// Copies the finished file into a device or pipe.
static int copy_to_device(const char *temporary, const char *path, struct err *err)
{
    int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return err_system(err, path, "open it", errno);
    int result = file_temporary_copy(temporary, descriptor, path, err);
    if (close(descriptor) != 0 && result == 0)
        result = err_system(err, path, "write to it", errno);
    return result;
}

/// Puts the content on the disk before the name points to it, so that a power failure leaves
/// either.
static int flush_to_disk(const char *temporary, const char *path, struct err *err)
{
    int descriptor = open(temporary, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return err_system(err, path, "write to it", errno);
    int problem = fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP ? errno : 0;
    close(descriptor);
    return problem == 0 ? 0 : err_system(err, path, "write to it", problem);
}

static int move_into_place(const char *temporary, const struct file_target *target,
                           const char *path, struct err *err)
{
    if (!target->replaceable)
        return copy_to_device(temporary, path, err);
    if (flush_to_disk(temporary, path, err) != 0)
        return -1;
    if (rename(temporary, target->path) != 0)
        return err_system(err, path, "write to it", errno);
    return 0;
}

int file_temporary_commit(char *temporary, const char *path, struct err *err)
{
    struct file_target target;
    int result = file_target_find(&target, path, err);
    if (result == 0) {
        result = move_into_place(temporary, &target, path, err);
        file_target_release(&target);
    }
    file_temporary_discard(temporary); // after a rename there is nothing left to remove
    return result;
}
