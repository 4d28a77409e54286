#include "base/file.h"

#include "base/file_target.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int file_read_bounded(const char *path, size_t limit, struct str *text, struct err *err)
{
    struct byte_source *source;
    if (byte_source_open(&source, path, err) != 0)
        return -1;
    char buffer[1 << 14];
    size_t got = 1;
    size_t total = 0;
    int result = 0;
    while (result == 0 && got > 0) {
        result = byte_source_read(source, buffer, sizeof buffer, &got, err);
        total += got;
        if (result == 0 && total > limit)
            result = err_at(err, byte_source_name(source), 0, NULL,
                            "larger than %zu bytes, the most that is read of such a file", limit);
        if (result == 0)
            str_append_bytes(text, buffer, got);
    }
    byte_source_close(source);
    return result;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool file_is_regular(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool file_is_same(const char *path, const char *other)
{
    struct stat one;
    struct stat two;
    return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev &&
           one.st_ino == two.st_ino;
}

int file_check_readable(const char *path, struct err *err)
{
    if (strcmp(path, "-") == 0 || access(path, R_OK) == 0)
        return 0;
    return err_system(err, path, "open it", errno);
}

int file_check_writable(const char *path, struct err *err)
{
    struct file_target target;
    if (strcmp(path, "-") == 0)
        return 0;
    if (file_target_find(&target, path, err) != 0)
        return -1;
    int problem = target.replaceable && access(target.folder, W_OK | X_OK) != 0 ? errno : 0;
    char name[ERR_TEXT_MAX / 4];
    char folder[ERR_TEXT_MAX / 4];
    if (problem == ENOENT)
        err_set(err, ERR_SYSTEM, "%s: there is no folder \"%s\"; make it, or write elsewhere",
                err_quote(name, sizeof name, path, strlen(path)),
                err_quote(folder, sizeof folder, target.folder, strlen(target.folder)));
    else if (problem != 0)
        err_system(err, path, "create a file beside it", problem);
    file_target_release(&target);
    return problem == 0 ? 0 : -1;
}

int file_write_descriptor(int descriptor, const char *name, const char *bytes, size_t length,
                          struct err *err)
{
    while (length > 0) {
        ssize_t count = write(descriptor, bytes, length);
        if (count < 0 && errno != EINTR)
            return err_system(err, name, "write to it", errno);
        if (count > 0) {
            bytes += count;
            length -= (size_t)count;
        }
    }
    return 0;
}

static int write_and_close(int descriptor, const char *name, const char *bytes, size_t length,
                           struct err *err)
{
    int result = file_write_descriptor(descriptor, name, bytes, length, err);
    if (close(descriptor) != 0 && result == 0) // where a network file system reports a full disk
        result = err_system(err, name, "write to it", errno);
    return result;
}

int file_temporary_append(const char *temporary, const char *path, const char *bytes, size_t length,
                          struct err *err)
{
    int descriptor = open(temporary, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor < 0)
        return err_system(err, path, "write to it", errno);
    return write_and_close(descriptor, path, bytes, length, err);
}

int file_write_atomic(const char *path, const char *bytes, size_t length, struct err *err)
{
    struct file_target target;
    if (file_target_find(&target, path, err) != 0)
        return -1;
    bool direct = !target.replaceable;
    file_target_release(&target);
    if (direct) {
        int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        if (descriptor < 0)
            return err_system(err, path, "open it", errno);
        return write_and_close(descriptor, path, bytes, length, err);
    }
    char *temporary;
    if (file_temporary_begin(path, &temporary, err) != 0)
        return -1;
    if (file_temporary_append(temporary, path, bytes, length, err) != 0) {
        file_temporary_discard(temporary);
        return -1;
    }
    return file_temporary_commit(temporary, path, err);
}
