/* What a machine can do at most: the floors that the load driver divides by.
 *
 *   floor serve FILE             prints its port; serves until its standard input ends
 *   floor one|many|fan PORT N    prints N times in microseconds, or seconds for `many`
 *
 * The server answers any POST after a 12 KiB overwrite and fdatasync; whatever waits together
 * shares a flush. Who sends a GET is told of every POST from then on, as server-sent events are.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK = 12 * 1024, BLOCKS = 256, MOST = 4096, MANY = 40, BUFFER = 8192 };

static void need(int holds, const char *what) {
    if (!holds) {
        perror(what);
        exit(1);
    }
}

static double now_us(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e6 + (double)at.tv_nsec / 1e3;
}

static void at_once(int connection) {
    int yes = 1;
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

static void watch(int poll, int descriptor) {
    struct epoll_event wanted = {.events = EPOLLIN, .data.fd = descriptor};
    need(epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &wanted) == 0, "epoll_ctl");
}

static int serve(const char *path) {
    static char block[BLOCK], buffer[BUFFER], text[BUFFER];
    static int pending[MOST], listeners[MOST];
    int listening = 0;
    long seq = 0;
    int file = open(path, O_RDWR | O_CREAT, 0600);
    need(file >= 0, path);
    for (int at = 0; at < BLOCKS; at++)
        need(pwrite(file, block, BLOCK, (off_t)at * BLOCK) == BLOCK, "pwrite");
    need(fsync(file) == 0, "fsync");
    int door = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof here;
    need(bind(door, (struct sockaddr *)&here, length) == 0, "bind");
    need(listen(door, 128) == 0, "listen");
    getsockname(door, (struct sockaddr *)&here, &length);
    printf("%d\n", ntohs(here.sin_port));
    fflush(stdout);
    int poll = epoll_create1(0);
    watch(poll, door);
    watch(poll, STDIN_FILENO);
    for (;;) {
        struct epoll_event ready[128];
        int found = epoll_wait(poll, ready, 128, -1), waiting = 0;
        for (int place = 0; place < found; place++) {
            int from = ready[place].data.fd;
            if (from == STDIN_FILENO)
                return 0;
            if (from == door) {
                int fresh = accept(door, NULL, NULL);
                need(fresh >= 0, "accept");
                at_once(fresh);
                watch(poll, fresh);
                continue;
            }
            ssize_t got = recv(from, buffer, BUFFER, 0);
            if (got <= 0) {
                for (int at = 0; at < listening; at++)
                    if (listeners[at] == from)
                        listeners[at--] = listeners[--listening];
                close(from);
            } else if (buffer[0] == 'G') {
                const char *head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
                need(send(from, head, strlen(head), MSG_NOSIGNAL) > 0, "send");
                listeners[listening++] = from;
            } else {
                pending[waiting++] = from;
            }
        }
        if (!waiting)
            continue;
        seq++;
        memcpy(block, &seq, sizeof seq);
        need(pwrite(file, block, BLOCK, (off_t)(seq % BLOCKS) * BLOCK) == BLOCK, "pwrite");
        need(fdatasync(file) == 0, "fdatasync");
        char body[BUFFER / 2];
        int size = snprintf(body, sizeof body, "{\"step\":{\"id\":\"%ld\"},\"pad\":\"%0300d\"}", seq, 0);
        size = snprintf(text, sizeof text,
                        "HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s", size, body);
        for (int at = 0; at < waiting; at++)
            send(pending[at], text, (size_t)size, MSG_NOSIGNAL);
        size = snprintf(text, sizeof text,
                        "id: %ld\ndata: {\"kind\":\"step.called\",\"step_id\":\"%ld\",\"pad\":\"%0250d\"}\n\n",
                        seq, seq, 0);
        for (int at = 0; at < listening; at++)
            send(listeners[at], text, (size_t)size, MSG_NOSIGNAL);
    }
}

static int reach(int port) {
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in there = {.sin_family = AF_INET,
                                .sin_port = htons((unsigned short)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    need(connect(connection, (struct sockaddr *)&there, sizeof there) == 0, "connect");
    at_once(connection);
    return connection;
}

static void ask(int connection) {
    static char request[400];
    static int size;
    if (!size) {
        const char *head = "POST / HTTP/1.1\r\ncontent-length: 340\r\n\r\n";
        memset(request, ' ', sizeof request);
        memcpy(request, head, strlen(head));
        size = sizeof request;
    }
    need(send(connection, request, (size_t)size, MSG_NOSIGNAL) == size, "send");
}

static void take(int connection) {
    static char buffer[BUFFER];
    need(recv(connection, buffer, BUFFER, 0) > 0, "recv");
}

static void one(int port, long count) {
    int connection = reach(port);
    for (long at = 0; at < count; at++) {
        double began = now_us();
        ask(connection);
        take(connection);
        printf("%.1f\n", now_us() - began);
    }
}

static void many(int port, long count) {
    int poll = epoll_create1(0);
    long asked = 0, answered = 0;
    int connections[MANY];
    for (int at = 0; at < MANY; at++)
        watch(poll, connections[at] = reach(port));
    double began = now_us();
    for (int at = 0; at < MANY; at++, asked++)
        ask(connections[at]);
    while (answered < count) {
        struct epoll_event ready[MANY];
        int found = epoll_wait(poll, ready, MANY, -1);
        for (int at = 0; at < found; at++, answered++) {
            take(ready[at].data.fd);
            ask(ready[at].data.fd);
        }
    }
    printf("%.6f %ld\n", (now_us() - began) / 1e6, answered);
}

static void fan(int port, long count) {
    int presser = reach(port), poll = epoll_create1(0);
    for (int at = 0; at < MANY; at++) {
        int connection = reach(port);
        need(send(connection, "GET / HTTP/1.1\r\n\r\n", 18, MSG_NOSIGNAL) == 18, "send");
        take(connection);
        watch(poll, connection);
    }
    for (long at = 0; at < count; at++) {
        double began = now_us();
        ask(presser);
        for (int told = 0; told < MANY;) {
            struct epoll_event ready[MANY];
            int found = epoll_wait(poll, ready, MANY, -1);
            for (int place = 0; place < found; place++, told++)
                take(ready[place].data.fd);
        }
        printf("%.1f\n", now_us() - began);
        take(presser);
    }
}

int main(int count, char **words) {
    if (count == 3 && !strcmp(words[1], "serve"))
        return serve(words[2]);
    need(count == 4, "serve FILE | one|many|fan PORT N");
    int port = atoi(words[2]);
    long times = atol(words[3]);
    if (!strcmp(words[1], "one"))
        one(port, times);
    else if (!strcmp(words[1], "many"))
        many(port, times);
    else
        fan(port, times);
    return 0;
}
