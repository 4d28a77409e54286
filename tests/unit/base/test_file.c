#include "base/file.h"
#include "tap.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/headroom-file-XXXXXX";

static const char *in_folder(const char *name)
{
    static char path[4][256];
    static int next;
    char *out = path[next = (next + 1) % 4];
    snprintf(out, sizeof path[0], "%s/%s", folder, name);
    return out;
}

static const char *content(const char *path)
{
    static struct str text;
    str_clear(&text);
    return file_read_bounded(path, 1000, &text, NULL) == 0 ? str_text(&text) : "unreadable";
}

static int entries(void)
{
    int count = 0;
    DIR *open_folder = opendir(folder);
    for (struct dirent *entry; (entry = readdir(open_folder)) != NULL;)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(open_folder);
    return count;
}

static int mode_of(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? (int)(status.st_mode & 0777) : -1;
}

static void test_read_bounded(void)
{
    struct str text = {0};
    struct err err = {0};
    const char *path = in_folder("read");
    file_write_atomic(path, "12345", 5, NULL);
    is_int(file_read_bounded(path, 5, &text, &err), 0, "a file of the limit's size is read");
    is_text(str_text(&text), "12345", "whole");
    is_int(file_read_bounded(path, 4, &text, &err), -1, "a larger one is not");
    has_text(err.text, "read: larger than 4 bytes", "and the limit is named");
    is_int(file_read_bounded(in_folder("none"), 4, &text, &err), -1, "a missing one is not");
    ok(file_exists(path) && !file_exists(in_folder("none")), "existence can be asked");
    unlink(path);
    str_release(&text);
}

static void test_write(void)
{
    const char *path = in_folder("plan.csv");
    struct err err = {0};
    mode_t old = umask(027);
    is_int(file_write_atomic(path, "first\n", 6, &err), 0, "a new file is written");
    is_text(content(path), "first\n", "with its content");
    is_int(mode_of(path), 0640, "its mode is by umask");
    chmod(path, 0604);
    is_int(file_write_atomic(path, "second\n", 7, &err), 0, "a file is replaced");
    is_text(content(path), "second\n", "by the new content");
    is_int(mode_of(path), 0604, "and keeps its mode");
    is_int(file_write_atomic(path, "", 0, &err), 0, "nothing can be written");
    is_text(content(path), "", "and is empty");
    is_int(entries(), 1, "no temporary file is left");
    umask(old);
    unlink(path);
}

static void test_symlinks(void)
{
    const char *target = in_folder("target.csv");
    const char *link = in_folder("link.csv");
    struct err err = {0};
    file_write_atomic(target, "old", 3, NULL);
    if (symlink("target.csv", link) != 0) {
        skip("symlinks", "there are none here");
        return;
    }
    is_int(file_write_atomic(link, "new", 3, &err), 0, "a symlink is written through");
    is_text(content(target), "new", "to its target");
    struct stat status;
    ok(lstat(link, &status) == 0 && S_ISLNK(status.st_mode), "and stays one");
    unlink(target);
    is_int(file_write_atomic(link, "again", 5, &err), 0, "a dangling one too");
    is_text(content(target), "again", "makes its target");
    unlink(target);
    unlink(link);
    if (symlink("loop", in_folder("loop")) == 0) {
        is_int(file_write_atomic(in_folder("loop"), "x", 1, &err), -1, "a loop is refused");
        has_text(err.text, "loop: cannot follow its symlinks", "with the reason");
        unlink(in_folder("loop"));
    }
    is_int(entries(), 0, "no temporary file is left");
}

static void test_refusals(void)
{
    struct err err = {0};
    is_int(file_write_atomic(folder, "x", 1, &err), -1, "a folder is not written");
    has_text(err.text, "it is a folder; name a file", "and that is said");
    is_int(file_write_atomic(in_folder("no/plan.csv"), "x", 1, &err), -1, "nor into no folder");
    has_text(err.text, "plan.csv: cannot create a file beside it: there is no such file or folder",
             "and that is said");
    const char *path = in_folder("kept.csv");
    file_write_atomic(path, "kept", 4, NULL);
    chmod(path, 0444);
    if (access(path, W_OK) != 0) {
        is_int(file_write_atomic(path, "x", 1, &err), -1, "a read-only file is not replaced");
        has_text(err.text, "permission denied", "and that is said");
        is_text(content(path), "kept", "its content stays");
    } else {
        skip("a read-only file", "this user may write everything");
    }
    unlink(path);
    if (access("/dev/full", W_OK) == 0) {
        is_int(file_write_atomic("/dev/full", "x", 1, &err), -1, "a full device is noticed");
        is_text(err.text,
                "/dev/full: cannot write to it: no space left on the device; free some or write "
                "elsewhere",
                "and what to do is said");
    } else {
        skip("a full device", "there is no /dev/full");
    }
    is_int(entries(), 0, "no temporary file is left");
}

static void test_pipe(void)
{
    const char *path = in_folder("pipe");
    struct err err = {0};
    if (mkfifo(path, 0600) != 0) {
        skip("a named pipe", "there are none here");
        return;
    }
    int reader = open(path, O_RDONLY | O_NONBLOCK);
    is_int(file_write_atomic(path, "through", 7, &err), 0, "a pipe is written directly");
    char got[16] = "";
    ok(read(reader, got, sizeof got) == 7 && strcmp(got, "through") == 0, "its reader gets it");
    char *temporary = NULL;
    is_int(file_temporary_begin(path, &temporary, &err), 0, "a temporary file for a pipe");
    ok(strncmp(temporary, folder, strlen(folder)) != 0, "is not beside it");
    FILE *file = fopen(temporary, "w");
    fputs("workbook", file);
    fclose(file);
    is_int(file_temporary_commit(temporary, path, &err), 0, "and is copied into it");
    ok(read(reader, got, sizeof got) == 8 && memcmp(got, "workbook", 8) == 0, "whole");
    close(reader);
    unlink(path);

    int ends[2];
    void (*old)(int) = signal(SIGPIPE, SIG_IGN);
    if (pipe(ends) == 0) {
        close(ends[0]);
        is_int(file_write_descriptor(ends[1], "standard output", "x", 1, &err), -1, "no reader");
        has_text(err.text,
                 "standard output: cannot write to it: the program that reads it has ended",
                 "is noticed");
        close(ends[1]);
    }
    signal(SIGPIPE, old);
}

static void test_temporary(void)
{
    const char *path = in_folder("plan.xlsx");
    char *temporary = NULL;
    struct err err = {0};
    is_int(file_temporary_begin(path, &temporary, &err), 0, "a temporary file");
    ok(file_exists(temporary) && !file_exists(path), "exists, its goal does not");
    file_temporary_discard(temporary);
    is_int(entries(), 0, "discarded, nothing is left");
    char *many[9];
    int begun = 0;
    while (begun < 9 && file_temporary_begin(path, &many[begun], &err) == 0)
        begun++;
    is_int(begun, 8, "eight at once are the most");
    has_text(err.text, "plan.xlsx: cannot create a file beside it", "the ninth is refused");
    is_int(entries(), 8, "they all exist");
    file_temporary_remove_all();
    is_int(entries(), 0, "a signal's handler removes them all");
    for (int i = 0; i < begun; i++)
        file_temporary_discard(many[i]);
    file_temporary_discard(NULL);
}

static void on_terminate(int number)
{
    (void)number;
    file_temporary_remove_all();
    _exit(7);
}

/// A program that is ended in the middle leaves no file behind.
static void test_signal(void)
{
    int ends[2];
    if (pipe(ends) != 0)
        return;
    pid_t child = fork();
    if (child == 0) {
        char *temporary;
        signal(SIGTERM, on_terminate);
        file_temporary_begin(in_folder("plan.csv"), &temporary, NULL);
        if (write(ends[1], "x", 1) == 1)
            for (;;)
                pause();
        _exit(1);
    }
    char ready;
    ok(read(ends[0], &ready, 1) == 1 && entries() == 1, "a child has begun a file");
    kill(child, SIGTERM);
    int status = 0;
    waitpid(child, &status, 0);
    ok(WIFEXITED(status) && WEXITSTATUS(status) == 7, "it is terminated");
    is_int(entries(), 0, "and its file is gone");
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    if (mkdtemp(folder) == NULL) {
        skip("files", "no temporary folder");
        return done();
    }
    test_read_bounded();
    test_write();
    test_symlinks();
    test_refusals();
    test_pipe();
    test_temporary();
    test_signal();
    rmdir(folder);
    return done();
}
