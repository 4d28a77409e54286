#include "base/file_target.h"

#include "base/memory.h"
#include "base/str.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SYMLINKS_MAX = 40, LINK_TEXT_MAX = 4096 };

static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return mem_strdup(".");
    return mem_strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

/// Replaces target->path by what the symlink there says.
static int follow_link(struct file_target *target, const char *name, struct err *err)
{
    char text[LINK_TEXT_MAX];
    ssize_t length = readlink(target->path, text, sizeof text - 1);
    if (length < 0)
        return err_system(err, name, "follow its symlink", errno);
    text[length] = '\0';
    struct str path = {0};
    if (text[0] != '/') {
        char *folder = folder_of(target->path);
        str_appendf(&path, "%s/", folder);
        free(folder);
    }
    str_append(&path, text);
    free(target->path);
    target->path = path.data;
    return 0;
}

static int follow_links(struct file_target *target, const char *name, struct err *err)
{
    struct stat status;
    for (int links = 0; links < SYMLINKS_MAX; links++) {
        if (lstat(target->path, &status) != 0 || !S_ISLNK(status.st_mode))
            return 0;
        if (follow_link(target, name, err) != 0)
            return -1;
    }
    return err_system(err, name, "follow its symlinks", ELOOP);
}

const char *file_temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");
    return folder == NULL ? "/tmp" : folder;
}

int file_target_find(struct file_target *target, const char *path, struct err *err)
{
    *target = (struct file_target){.path = mem_strdup(path), .replaceable = true};
    struct stat status;
    // A device is left under its own name: /dev/stdout leads to a pipe that has no path.
    bool exists = stat(path, &status) == 0;
    if (exists && !S_ISREG(status.st_mode)) {
        target->replaceable = false;
    } else if (follow_links(target, path, err) != 0) {
        file_target_release(target);
        return -1;
    }
    target->exists = exists;
    target->mode = exists ? status.st_mode & 07777 : 0;
    if (target->replaceable)
        target->folder = folder_of(target->path);
    else
        target->folder = mem_strdup(file_temporary_folder());
    int problem = 0;
    if (exists && S_ISDIR(status.st_mode))
        problem = EISDIR;
    else if (exists && access(path, W_OK) != 0)
        problem = errno;
    if (problem == 0)
        return 0;
    file_target_release(target);
    return err_system(err, path, "write to it", problem);
}

void file_target_release(struct file_target *target)
{
    free(target->path);
    free(target->folder);
    *target = (struct file_target){0};
}
