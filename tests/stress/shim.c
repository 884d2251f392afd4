/* SPDX-License-Identifier: Apache-2.0
   Lets chosen calls for files below one folder fail. See shim.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int calls, at, number, stays;
void fault_arm(int which, int error, int keep) { calls = 0; at = which; number = error; stays = keep; }
int fault_calls(void) { return calls; }

static int below(const char *path) {
    const char *folder = getenv("INTAKE_FAULT_FOLDER");
    return folder && path && !strncmp(path, folder, strlen(folder));
}
static int of_ours(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return below(path);
}
static int fails(void) {
    calls++;
    if (at && (calls == at || (stays && calls > at))) { errno = number; return 1; }
    return 0;
}
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define WRITES (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)
#define OPEN(name) \
int name(const char *path, int flags, ...) { \
    va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest); \
    if ((flags & WRITES) && below(path) && fails()) return -1; \
    return REAL(name)(path, flags, mode); }
#define OPENAT(name) \
int name(int dir, const char *path, int flags, ...) { \
    va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest); \
    if ((flags & WRITES) && below(path) && fails()) return -1; \
    return REAL(name)(dir, path, flags, mode); }
OPEN(open) OPEN(open64) OPENAT(openat) OPENAT(openat64)
ssize_t write(int fd, const void *b, size_t n) { if (of_ours(fd) && fails()) return -1; return REAL(write)(fd, b, n); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { if (of_ours(fd) && fails()) return -1; return REAL(pwrite)(fd, b, n, o); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) { if (of_ours(fd) && fails()) return -1; return REAL(pwrite64)(fd, b, n, o); }
int fsync(int fd) { if (of_ours(fd) && fails()) return -1; return REAL(fsync)(fd); }
int fdatasync(int fd) { if (of_ours(fd) && fails()) return -1; return REAL(fdatasync)(fd); }
int ftruncate(int fd, off_t n) { if (of_ours(fd) && fails()) return -1; return REAL(ftruncate)(fd, n); }
int ftruncate64(int fd, off64_t n) { if (of_ours(fd) && fails()) return -1; return REAL(ftruncate64)(fd, n); }
int rename(const char *a, const char *b) { if (below(b) && fails()) return -1; return REAL(rename)(a, b); }
int unlink(const char *a) { if (below(a) && fails()) return -1; return REAL(unlink)(a); }
int rmdir(const char *a) { if (below(a) && fails()) return -1; return REAL(rmdir)(a); }
int mkdir(const char *a, mode_t m) { if (below(a) && fails()) return -1; return REAL(mkdir)(a, m); }
int link(const char *a, const char *b) { if (below(b) && fails()) return -1; return REAL(link)(a, b); }
int linkat(int d, const char *a, int e, const char *b, int f) { if (below(b) && fails()) return -1; return REAL(linkat)(d, a, e, b, f); }
int unlinkat(int d, const char *a, int f) { if ((below(a) || of_ours(d)) && fails()) return -1; return REAL(unlinkat)(d, a, f); }
int chmod(const char *a, mode_t m) { if (below(a) && fails()) return -1; return REAL(chmod)(a, m); }
ssize_t sendfile(int to, int from, off_t *o, size_t n) { if (of_ours(to) && fails()) return -1; return REAL(sendfile)(to, from, o, n); }
ssize_t sendfile64(int to, int from, off64_t *o, size_t n) { if (of_ours(to) && fails()) return -1; return REAL(sendfile64)(to, from, o, n); }
