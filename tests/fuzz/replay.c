// Runs a fuzz target over files and folders of inputs, so that the corpora are tests without a
// fuzzer.
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t inputs;

static int replay_file(const char *path, long size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return -1;
    }
    // Exactly as large as the input, so that a sanitizer sees the first byte read past it.
    uint8_t *data = malloc(size > 0 ? (size_t)size : 1);
    size_t got = data == NULL ? 0 : fread(data, 1, (size_t)size, file);
    fclose(file);
    LLVMFuzzerTestOneInput(data, got);
    free(data);
    inputs++;
    return 0;
}

static int replay(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        perror(path);
        return -1;
    }
    if (!S_ISDIR(status.st_mode))
        return replay_file(path, (long)status.st_size);
    DIR *folder = opendir(path);
    if (folder == NULL) {
        perror(path);
        return -1;
    }
    int result = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        char inner[4096];
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        if (replay(inner) != 0)
            result = -1;
    }
    closedir(folder);
    return result;
}

int main(int count, char **paths)
{
    int result = 0;
    for (int i = 1; i < count; i++)
        if (replay(paths[i]) != 0)
            result = 1;
    int pass = result == 0 && inputs > 0;
    printf("%sok 1 - %zu inputs replayed\n1..1\n", pass ? "" : "not ", inputs);
    return pass ? 0 : 1;
}
