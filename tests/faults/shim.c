/* Stands between a program and the C library: lets one call fail, kills the process there, or
 * writes down every call that changes a file. Loaded with LD_PRELOAD; see faulty.py.
 *
 * Only calls on files below one folder are counted. Nothing happens until `shim_arm` is called.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST_HANDLES 1024
#define TORN (-2) /* half of a write, and then killed */
#define KILL (-1)

enum { OPEN = 1, CLOSE, WRITE, SYNC, TRUNCATE, RENAME, UNLINK, MODE, MKDIR, READ, TELL };

static char folder[PATH_MAX];
static size_t folder_length;
static long calls, fails_at, fails_until;
static int fault, reads, journal = -1, inside;
static char *names[MOST_HANDLES];

#define REAL(result, name, ...)                                      \
  static result (*real)(__VA_ARGS__);                                \
  if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

/* Count calls below `under` from now on; the `at`th to the `until`th fail with an errno.
 * `log` is a handle to which each call is written, or -1. */
void shim_arm(const char *under, int with, long at, long until, int reading, int log) {
  if (!realpath(under, folder)) abort();
  folder_length = strlen(folder);
  fault = with, fails_at = at, fails_until = until, reads = reading, journal = log, calls = 0;
}

long shim_calls(void) { return calls; }

/* The whole of a path, links in its folder followed; NULL where it is not one of ours. */
static const char *ours(int at, const char *path, char *whole) {
  char joined[PATH_MAX * 2], up[PATH_MAX * 2], real[PATH_MAX];
  if (!folder_length || inside || !path) return NULL;
  if (path[0] == '/' || at != AT_FDCWD) {
    if (path[0] != '/') return NULL;
    strncpy(joined, path, sizeof joined - 1), joined[sizeof joined - 1] = 0;
  } else {
    if (!getcwd(joined, PATH_MAX)) return NULL;
    strcat(joined, "/"), strncat(joined, path, PATH_MAX - 1);
  }
  int saved = errno;
  inside = 1;
  if (realpath(joined, whole)) goto found;
  strcpy(up, joined);
  char *slash = strrchr(up, '/');
  const char *last = joined + (slash - up) + 1;
  if (slash != up) *slash = 0;
  if (!realpath(up, real)) strcpy(real, up);
  strcpy(whole, real), strcat(whole, "/"), strcat(whole, last);
found:
  inside = 0;
  errno = saved;
  if (strncmp(whole, folder, folder_length)) return NULL;
  return whole[folder_length] == '/' || !whole[folder_length] ? whole : NULL;
}

static void put(const void *what, size_t length) {
  while (length) {
    ssize_t done = syscall(SYS_write, journal, what, length);
    if (done <= 0) abort();
    what = (const char *)what + done, length -= (size_t)done;
  }
}

static void note(int kind, const char *path, const char *other, int64_t number, const void *bytes,
                 size_t length) {
  if (journal < 0) return;
  uint32_t head[4] = {(uint32_t)kind, (uint32_t)strlen(path), other ? (uint32_t)strlen(other) : 0,
                      (uint32_t)length};
  int saved = errno;
  put(head, sizeof head), put(&number, sizeof number);
  put(path, head[1]), put(other ? other : "", head[2]), put(bytes ? bytes : "", length);
  errno = saved;
}

/* Whether this call is to fail; kills the process where it is to end here. */
static int failing(void) {
  calls++;
  if (calls < fails_at || calls > fails_until || !fault) return 0;
  if (fault == KILL) syscall(SYS_kill, getpid(), SIGKILL);
  if (fault == TORN) return 1;
  errno = fault;
  return 1;
}

static int changes(int flags) { return (flags & O_ACCMODE) != O_RDONLY || flags & O_CREAT; }

static int opened(int handle, const char *path, int flags, int was_there) {
  if (handle < 0 || handle >= MOST_HANDLES || !path) return handle;
  free(names[handle]), names[handle] = strdup(path);
  if ((flags & O_CREAT) && !was_there) note(OPEN, path, NULL, 0, NULL, 0);
  if (flags & O_TRUNC && was_there) note(TRUNCATE, path, NULL, 0, NULL, 0);
  return handle;
}

#define OPENING(at, call)                                                                   \
  char whole[PATH_MAX * 2];                                                                 \
  struct stat seen;                                                                         \
  const char *path = ours(at, name, whole);                                                 \
  int mode = 0;                                                                             \
  if (flags & (O_CREAT | __O_TMPFILE)) {                                                    \
    va_list rest;                                                                           \
    va_start(rest, flags), mode = va_arg(rest, int), va_end(rest);                          \
  }                                                                                         \
  int was_there = path && !stat(path, &seen);                                               \
  if (path && (changes(flags) || reads) && failing()) {                                     \
    if (fault == TORN) syscall(SYS_kill, getpid(), SIGKILL);                                \
    return -1;                                                                              \
  }                                                                                         \
  return opened(call, path, flags, was_there)

int open(const char *name, int flags, ...) {
  REAL(int, "open", const char *, int, ...);
  OPENING(AT_FDCWD, real(name, flags, mode));
}
int open64(const char *name, int flags, ...) {
  REAL(int, "open64", const char *, int, ...);
  OPENING(AT_FDCWD, real(name, flags, mode));
}
int openat(int at, const char *name, int flags, ...) {
  REAL(int, "openat", int, const char *, int, ...);
  OPENING(at, real(at, name, flags, mode));
}
int openat64(int at, const char *name, int flags, ...) {
  REAL(int, "openat64", int, const char *, int, ...);
  OPENING(at, real(at, name, flags, mode));
}

static const char *named(int handle) {
  if (!folder_length || inside || handle < 0 || handle >= MOST_HANDLES) return NULL;
  return names[handle];
}

int close(int handle) {
  REAL(int, "close", int);
  const char *path = named(handle);
  int fails = path && failing(), with = errno;
  if (fails && fault == TORN) syscall(SYS_kill, getpid(), SIGKILL);
  if (handle >= 0 && handle < MOST_HANDLES) free(names[handle]), names[handle] = NULL;
  int done = real(handle); /* it is closed, even where that is said to have failed */
  if (fails) return errno = with, -1;
  return done;
}

static int64_t position(int handle, int64_t at, const char *path) {
  if (at >= 0 || !path) return at;
  int flags = fcntl(handle, F_GETFL);
  return lseek(handle, 0, flags & O_APPEND ? SEEK_END : SEEK_CUR);
}

#define WRITING(at, whole, half)                                                       \
  const char *path = named(handle);                                                    \
  int64_t place = position(handle, at, path);                                          \
  if (path && failing()) {                                                             \
    if (fault == TORN) {                                                               \
      if (half < 0) abort();                                                           \
      syscall(SYS_kill, getpid(), SIGKILL);                                            \
    }                                                                                  \
    return -1;                                                                         \
  }                                                                                    \
  ssize_t done = whole;                                                                \
  if (done > 0 && path) note(WRITE, path, NULL, place, bytes, (size_t)done);           \
  if (done > 0 && journal >= 0 && handle == 1) note(TELL, "", NULL, 0, NULL, 0);       \
  return done

ssize_t write(int handle, const void *bytes, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  WRITING(-1, real(handle, bytes, length), real(handle, bytes, length / 2));
}
ssize_t pwrite(int handle, const void *bytes, size_t length, off_t at) {
  REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
  WRITING(at, real(handle, bytes, length, at), real(handle, bytes, length / 2, at));
}
ssize_t pwrite64(int handle, const void *bytes, size_t length, off64_t at) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  WRITING(at, real(handle, bytes, length, at), real(handle, bytes, length / 2, at));
}

/* A call with a result of 0, noted when it went well. */
#define SIMPLE(which, counted, call, kind, other, number)                  \
  if (which && counted && failing()) {                                     \
    if (fault == TORN) syscall(SYS_kill, getpid(), SIGKILL);               \
    return -1;                                                             \
  }                                                                        \
  int done = call;                                                         \
  if (!done && which) note(kind, which, other, number, NULL, 0);           \
  return done

int fsync(int handle) {
  REAL(int, "fsync", int);
  const char *path = named(handle);
  /* No run waits for a disk: what was synced is known from the log. */
  SIMPLE(path, 1, folder_length ? 0 : real(handle), SYNC, NULL, 0);
}
int fdatasync(int handle) {
  REAL(int, "fdatasync", int);
  const char *path = named(handle);
  SIMPLE(path, 1, folder_length ? 0 : real(handle), SYNC, NULL, 0);
}
int ftruncate(int handle, off_t length) {
  REAL(int, "ftruncate", int, off_t);
  const char *path = named(handle);
  SIMPLE(path, 1, real(handle, length), TRUNCATE, NULL, length);
}
int ftruncate64(int handle, off64_t length) {
  REAL(int, "ftruncate64", int, off64_t);
  const char *path = named(handle);
  SIMPLE(path, 1, real(handle, length), TRUNCATE, NULL, length);
}
int fchmod(int handle, mode_t mode) {
  REAL(int, "fchmod", int, mode_t);
  const char *path = named(handle);
  SIMPLE(path, 1, real(handle, mode), MODE, NULL, mode);
}
int rename(const char *old, const char *new) {
  REAL(int, "rename", const char *, const char *);
  char first[PATH_MAX * 2], second[PATH_MAX * 2];
  const char *path = ours(AT_FDCWD, old, first), *other = ours(AT_FDCWD, new, second);
  SIMPLE(path, 1, real(old, new), RENAME, other, 0);
}
int unlink(const char *name) {
  REAL(int, "unlink", const char *);
  char whole[PATH_MAX * 2];
  const char *path = ours(AT_FDCWD, name, whole);
  SIMPLE(path, 1, real(name), UNLINK, NULL, 0);
}
int mkdir(const char *name, mode_t mode) {
  REAL(int, "mkdir", const char *, mode_t);
  char whole[PATH_MAX * 2];
  const char *path = ours(AT_FDCWD, name, whole);
  SIMPLE(path, 1, real(name, mode), MKDIR, NULL, mode);
}

ssize_t read(int handle, void *bytes, size_t length) {
  REAL(ssize_t, "read", int, void *, size_t);
  if (reads && named(handle) && failing()) return -1;
  return real(handle, bytes, length);
}
ssize_t pread(int handle, void *bytes, size_t length, off_t at) {
  REAL(ssize_t, "pread", int, void *, size_t, off_t);
  if (reads && named(handle) && failing()) return -1;
  return real(handle, bytes, length, at);
}
ssize_t pread64(int handle, void *bytes, size_t length, off64_t at) {
  REAL(ssize_t, "pread64", int, void *, size_t, off64_t);
  if (reads && named(handle) && failing()) return -1;
  return real(handle, bytes, length, at);
}
