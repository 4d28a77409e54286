#include "base/file_lock.h"

#include "base/file_target.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

int file_lock_take(struct file_lock *lock, const char *path, struct err *err)
{
    lock->descriptor = -1;
    struct file_target target;
    if (file_target_find(&target, path, err) != 0)
        return -1;
    int problem = 0;
    if (target.replaceable) {
        lock->descriptor = open(target.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        problem = lock->descriptor < 0 ? errno : 0;
    }
    file_target_release(&target);
    if (problem != 0)
        return err_system(err, path, "lock its folder", problem);
    int status = 0;
    while (lock->descriptor >= 0 && (status = flock(lock->descriptor, LOCK_EX)) != 0 &&
           errno == EINTR)
        ;
    if (status != 0)
        file_lock_release(lock);
    return 0;
}

void file_lock_release(struct file_lock *lock)
{
    if (lock->descriptor >= 0)
        close(lock->descriptor);
    lock->descriptor = -1;
}
