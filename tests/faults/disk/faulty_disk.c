/* A disk that fails on command, beneath an unchanged program.
 *
 * Loaded by LD_PRELOAD it stands between a program and libc, for files below one folder alone
 * (FAULTY_DISK_ROOT, a real path). What it does is read at each call from a small shared file
 * (FAULTY_DISK_CONTROL), so that a test can change it while the program runs. With
 * FAULTY_DISK_TRACE every change to the folder is written down in the order in which it happened,
 * for a simulator of power cuts; the program adds what it has promised with `faulty_disk_mark`.
 *
 * Memory that is mapped is not seen: SQLite maps its -shm alone, which it makes anew after a
 * crash. Reads are left alone.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* In the order of `Control` in faulty_disk.py, which maps the same bytes. */
struct control {
    int64_t calls;        /* changing calls so far */
    int64_t syncs;        /* of them, syncs of a file */
    int64_t die_at;       /* the call at which the program is killed; 0 for none, -1 for the
                             next sync of a file, before it */
    int64_t die_how;      /* BEFORE, AFTER, HALF */
    int64_t space;        /* bytes by which files may still grow; -1 for any */
    int64_t write_errno;  /* every change fails with it; 0 for none */
    int64_t sync_errno;   /* every sync of a file fails with it; 0 for none */
    int64_t short_writes; /* writes do half of their work */
    int64_t sync_us;      /* a sync takes this long */
};

enum { BEFORE, AFTER, HALF };

/* One record of the trace, followed by the name and the data. */
struct record {
    char op;
    char spare[5];
    uint16_t name_length;
    int64_t offset;
    int64_t data_length;
};

static struct control none = {.space = -1};
static struct control *control = &none;
static char root[PATH_MAX];
static size_t root_length;
static int trace = -1;
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

/* ---- libc's own functions ---- */

static int (*libc_open)(const char *, int, ...);
static ssize_t (*libc_write)(int, const void *, size_t);
static ssize_t (*libc_pwrite)(int, const void *, size_t, off64_t);
static int (*libc_fsync)(int);
static int (*libc_fdatasync)(int);
static int (*libc_ftruncate)(int, off64_t);
static int (*libc_unlink)(const char *);
static int (*libc_rename)(const char *, const char *);

__attribute__((constructor)) static void start(void)
{
    *(void **)&libc_open = dlsym(RTLD_NEXT, "open64");
    *(void **)&libc_write = dlsym(RTLD_NEXT, "write");
    *(void **)&libc_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    *(void **)&libc_fsync = dlsym(RTLD_NEXT, "fsync");
    *(void **)&libc_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    *(void **)&libc_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    *(void **)&libc_unlink = dlsym(RTLD_NEXT, "unlink");
    *(void **)&libc_rename = dlsym(RTLD_NEXT, "rename");
    const char *folder = getenv("FAULTY_DISK_ROOT");
    const char *shared = getenv("FAULTY_DISK_CONTROL");
    const char *written = getenv("FAULTY_DISK_TRACE");
    if (folder != NULL && strlen(folder) < sizeof root) {
        strcpy(root, folder);
        root_length = strlen(root);
    }
    if (shared != NULL) {
        int fd = libc_open(shared, O_RDWR | O_CLOEXEC);
        void *mapped = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (mapped == MAP_FAILED)
            abort();
        control = mapped;
        close(fd);
    }
    if (written != NULL)
        trace = libc_open(written, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* ---- which files, which faults ---- */

/* Return the part of a path behind the root's, or NULL for what is not below it. */
static const char *below(const char *path)
{
    if (root_length == 0 || strncmp(path, root, root_length) != 0)
        return NULL;
    if (path[root_length] == '\0')
        return path + root_length;
    return path[root_length] == '/' ? path + root_length + 1 : NULL;
}

/* The same of an open file; a file that was removed has no place any more. */
static const char *place_of(int fd, char *room)
{
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = root_length == 0 ? -1 : readlink(link, room, PATH_MAX - 1);
    if (length < 0)
        return NULL;
    room[length] = '\0';
    if (length > 10 && strcmp(room + length - 10, " (deleted)") == 0)
        return NULL;
    return below(room);
}

static void die(void)
{
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/* Count a call; tell whether the program dies in it, after having died if that comes before. */
static int dies_here(void)
{
    int64_t call = __atomic_add_fetch(&control->calls, 1, __ATOMIC_SEQ_CST);
    if (control->die_at == 0 || call != control->die_at)
        return 0;
    if (control->die_how == BEFORE)
        die();
    return 1;
}

static int fails_with(int64_t number)
{
    if (number == 0)
        return 0;
    errno = (int)number;
    return 1;
}

static void note(char op, const char *name, int64_t offset, const void *data, size_t length)
{
    if (trace < 0)
        return;
    struct record head = {
        .op = op, .name_length = strlen(name), .offset = offset, .data_length = length};
    struct iovec parts[] = {
        {&head, sizeof head}, {(void *)name, head.name_length}, {(void *)data, length}};
    if (writev(trace, parts, 3) < 0)
        abort();
}

/* Write down that the program has promised something; called by the program under test. */
void faulty_disk_mark(const char *text)
{
    pthread_mutex_lock(&one_at_a_time);
    note('M', "", 0, text, strlen(text));
    pthread_mutex_unlock(&one_at_a_time);
}

/* ---- the calls ---- */

static ssize_t write_at(int fd, const char *name, const void *data, size_t length, off64_t offset,
                        int at_offset)
{
    int dies = dies_here();
    if (fails_with(control->write_errno))
        return -1;
    pthread_mutex_lock(&one_at_a_time);
    struct stat64 found;
    fstat64(fd, &found);
    if (!at_offset)
        offset = fcntl(fd, F_GETFL) & O_APPEND ? found.st_size : lseek64(fd, 0, SEEK_CUR);
    if ((control->short_writes || (dies && control->die_how == HALF)) && length > 1)
        length /= 2;
    int64_t growth = offset + (int64_t)length - found.st_size;
    ssize_t done = -1;
    if (control->space >= 0 && growth > control->space) {
        int64_t room = (int64_t)length - (growth - control->space);
        length = room > 0 ? room : 0;
        growth = control->space;
    }
    if (length == 0)
        errno = ENOSPC;
    else
        done = at_offset ? libc_pwrite(fd, data, length, offset) : libc_write(fd, data, length);
    if (done > 0) {
        if (control->space >= 0 && growth > 0)
            control->space -= growth;
        note('W', name, offset, data, done);
    }
    pthread_mutex_unlock(&one_at_a_time);
    if (dies)
        die();
    return done;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset)
{
    char room[PATH_MAX];
    const char *name = place_of(fd, room);
    return name == NULL || length == 0 ? libc_pwrite(fd, data, length, offset)
                                       : write_at(fd, name, data, length, offset, 1);
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset)
{
    return pwrite64(fd, data, length, offset);
}

ssize_t write(int fd, const void *data, size_t length)
{
    char room[PATH_MAX];
    const char *name = place_of(fd, room);
    return name == NULL || length == 0 ? libc_write(fd, data, length)
                                       : write_at(fd, name, data, length, 0, 0);
}

static int sync_file(int fd, int (*libc_sync)(int))
{
    char room[PATH_MAX];
    const char *name = place_of(fd, room);
    if (name == NULL)
        return libc_sync(fd);
    struct stat64 found;
    fstat64(fd, &found);
    int folder = S_ISDIR(found.st_mode);
    if (!folder && control->die_at < 0)
        die();
    int dies = dies_here();
    if (control->sync_us)
        usleep(control->sync_us);
    pthread_mutex_lock(&one_at_a_time);
    int done = -1;
    if (folder || !fails_with(control->sync_errno)) {
        /* A trace stands for the disk: what is simulated needs no real flush. */
        done = trace >= 0 ? 0 : libc_sync(fd);
        note(folder ? 'D' : 'S', name, 0, "", 0);
    } else {
        note('F', name, 0, "", 0);
    }
    if (!folder)
        __atomic_add_fetch(&control->syncs, 1, __ATOMIC_SEQ_CST);
    pthread_mutex_unlock(&one_at_a_time);
    if (dies)
        die();
    return done;
}

int fsync(int fd) { return sync_file(fd, libc_fsync); }

int fdatasync(int fd) { return sync_file(fd, libc_fdatasync); }

int ftruncate64(int fd, off64_t length)
{
    char room[PATH_MAX];
    const char *name = place_of(fd, room);
    if (name == NULL)
        return libc_ftruncate(fd, length);
    int dies = dies_here();
    if (fails_with(control->write_errno))
        return -1;
    pthread_mutex_lock(&one_at_a_time);
    struct stat64 found;
    fstat64(fd, &found);
    int done = libc_ftruncate(fd, length);
    if (done == 0) {
        if (control->space >= 0 && length < found.st_size)
            control->space += found.st_size - length;
        note('T', name, length, "", 0);
    }
    pthread_mutex_unlock(&one_at_a_time);
    if (dies)
        die();
    return done;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int is_closed_to_changes(void)
{
    return control->write_errno == EROFS || control->write_errno == EACCES;
}

static int open_file(const char *path, int flags, mode_t mode)
{
    const char *name = below(path);
    if (name == NULL || (flags & O_ACCMODE) == O_RDONLY)
        return libc_open(path, flags, mode);
    if (is_closed_to_changes() && fails_with(control->write_errno))
        return -1;
    struct stat64 found;
    int is_new = stat64(path, &found) != 0;
    if (!is_new && !(flags & O_TRUNC))
        return libc_open(path, flags, mode);
    int dies = dies_here();
    pthread_mutex_lock(&one_at_a_time);
    int fd = libc_open(path, flags, mode);
    if (fd >= 0)
        note(is_new ? 'O' : 'T', name, 0, "", 0);
    pthread_mutex_unlock(&one_at_a_time);
    if (dies)
        die();
    return fd;
}

int open64(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    return open_file(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    return open_file(path, flags, mode);
}

int unlink(const char *path)
{
    const char *name = below(path);
    if (name == NULL)
        return libc_unlink(path);
    int dies = dies_here();
    if (is_closed_to_changes() && fails_with(control->write_errno))
        return -1;
    pthread_mutex_lock(&one_at_a_time);
    struct stat64 found;
    int64_t freed = stat64(path, &found) == 0 ? found.st_size : 0;
    int done = libc_unlink(path);
    if (done == 0) {
        if (control->space >= 0)
            control->space += freed;
        note('U', name, 0, "", 0);
    }
    pthread_mutex_unlock(&one_at_a_time);
    if (dies)
        die();
    return done;
}

int rename(const char *from, const char *to)
{
    const char *name = below(from), *new_name = below(to);
    if (name == NULL || new_name == NULL)
        return libc_rename(from, to);
    int dies = dies_here();
    if (is_closed_to_changes() && fails_with(control->write_errno))
        return -1;
    pthread_mutex_lock(&one_at_a_time);
    int done = libc_rename(from, to);
    if (done == 0)
        note('R', name, 0, new_name, strlen(new_name));
    pthread_mutex_unlock(&one_at_a_time);
    if (dies)
        die();
    return done;
}
