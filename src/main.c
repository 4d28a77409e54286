// The program's frame: descriptors, signals and the exit status. There is no setlocale: everything
// is read and written in the C locale, so that numbers look the same everywhere.
#include "base/file.h"
#include "base/memory.h"
#include "cli/dispatch.h"
#include "cmd/commands.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

/// Were one of the three closed, the next file opened would take its number, and output would go
/// there. The stand-ins refuse instead: reading finds the end, writing fails.
static void keep_standard_descriptors(void)
{
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0)
            (void)open("/dev/null", O_RDONLY);
}

static void clean_up_and_die(int number)
{
    file_temporary_remove_all();
    raise(number); // SA_RESETHAND restored the default action, so the caller sees the real cause
}

static void handle_signals(void)
{
    struct sigaction action = {.sa_handler = clean_up_and_die, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    static const int deadly[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
        struct sigaction before;
        // What the parent process ignores, as nohup does, stays ignored.
        if (sigaction(deadly[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(deadly[i], &action, NULL);
    }
    // A reader that has seen enough ends this quietly, even when the parent process ignores
    // SIGPIPE.
    signal(SIGPIPE, SIG_DFL);
    // A limit on the size of files is an error of the write, which names the file and cleans up.
    signal(SIGXFSZ, SIG_IGN);
    mem_on_failure(file_temporary_remove_all);
}

int main(int argc, char **argv)
{
    keep_standard_descriptors();
    handle_signals();
    commands_prepare();
    return (int)dispatch(commands, argc, argv);
}
