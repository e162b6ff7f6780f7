/*
 * ask QUESTIONS: tries every probe of a list on the running kernel and prints the errno of each, 0 where it is taken.
 *
 * A line is a kind and what it is tried with:
 *   p, r, f BODY     a dynamic event of tracefs; "p vfs_read count=$arg3"
 *   k, q NAME        a kprobe, a kretprobe through perf_event_open(2)
 *   n, x ID          a BPF program at the entry, the exit of the function with that BTF id
 *   m NAME           a BPF program on a kprobe.multi link
 *   w NAME           a BPF program on a raw tracepoint
 * Dynamic events stay until the machine is switched off: removing one waits for every CPU.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The parts of union bpf_attr that are used here (include/uapi/linux/bpf.h). */
struct prog_load {
	uint32_t prog_type, insn_cnt;
	uint64_t insns, license;
	uint32_t log_level, log_size;
	uint64_t log_buf;
	uint32_t kern_version, prog_flags;
	char prog_name[16];
	uint32_t prog_ifindex, expected_attach_type, prog_btf_fd, func_info_rec_size;
	uint64_t func_info;
	uint32_t func_info_cnt, line_info_rec_size;
	uint64_t line_info;
	uint32_t line_info_cnt, attach_btf_id, attach_prog_fd, padding;
};
struct raw_tracepoint_open {
	uint64_t name;
	uint32_t prog_fd, padding;
};
struct link_create {
	uint32_t prog_fd, target_fd, attach_type, flags;
	uint32_t multi_flags, count;
	uint64_t syms, addrs, cookies;
};

enum { PROG_LOAD = 5, RAW_TRACEPOINT_OPEN = 17, LINK_CREATE = 28 };
enum { TYPE_KPROBE = 2, TYPE_RAW_TRACEPOINT = 17, TYPE_TRACING = 26 };
enum { TRACE_FENTRY = 24, TRACE_FEXIT = 25, TRACE_KPROBE_MULTI = 42 };

static int bpf(int command, void *attr, size_t size)
{
	return syscall(SYS_bpf, command, attr, size);
}

/* A program that returns 0. */
static int load(uint32_t type, uint32_t attach_type, uint32_t btf_id)
{
	static const uint64_t insns[] = { 0xb7, 0x95 };
	struct prog_load attr = {
		.prog_type = type,
		.insn_cnt = 2,
		.insns = (uintptr_t)insns,
		.license = (uintptr_t)"GPL",
		.expected_attach_type = attach_type,
		.attach_btf_id = btf_id,
	};

	return bpf(PROG_LOAD, &attr, sizeof attr);
}

static int attach(int prog, const char *name)
{
	struct raw_tracepoint_open attr = { .name = (uintptr_t)name, .prog_fd = prog };

	return bpf(RAW_TRACEPOINT_OPEN, &attr, sizeof attr);
}

static int attach_multi(int prog, const char *name)
{
	const char *syms[] = { name };
	struct link_create attr = {
		.prog_fd = prog,
		.attach_type = TRACE_KPROBE_MULTI,
		.count = 1,
		.syms = (uintptr_t)syms,
	};

	return bpf(LINK_CREATE, &attr, sizeof attr);
}

/* Loads, attaches, closes both; the errno of what failed. */
static int ask_bpf(char kind, const char *body)
{
	int prog, link = -1, error;

	switch (kind) {
	case 'n':
		prog = load(TYPE_TRACING, TRACE_FENTRY, atoi(body));
		break;
	case 'x':
		prog = load(TYPE_TRACING, TRACE_FEXIT, atoi(body));
		break;
	case 'm':
		prog = load(TYPE_KPROBE, TRACE_KPROBE_MULTI, 0);
		break;
	default:
		prog = load(TYPE_RAW_TRACEPOINT, 0, 0);
	}
	if (prog < 0)
		return errno;
	link = kind == 'm' ? attach_multi(prog, body) : attach(prog, kind == 'w' ? body : NULL);
	error = link < 0 ? errno : 0;
	if (link >= 0)
		close(link);
	close(prog);
	return error;
}

/* struct perf_event_attr up to config2, PERF_ATTR_SIZE_VER1. */
struct perf_attr {
	uint32_t type, size;
	uint64_t config, sample_period, sample_type, read_format, flags;
	uint32_t wakeup_events, bp_type;
	uint64_t kprobe_func, probe_offset;
};

static int ask_perf(char kind, const char *name)
{
	static int type = -1;
	struct perf_attr attr = { .size = sizeof attr, .config = kind == 'q', .kprobe_func = (uintptr_t)name };
	FILE *file;
	int fd;

	if (type < 0 && (file = fopen("/sys/bus/event_source/devices/kprobe/type", "r"))) {
		if (fscanf(file, "%d", &type) != 1)
			type = -1;
		fclose(file);
	}
	attr.type = type;
	fd = syscall(SYS_perf_event_open, &attr, -1, 0, -1, 0);
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static int ask_tracefs(int events, int number, char kind, const char *body)
{
	char line[4096];
	int length = snprintf(line, sizeof line, "%c:asked/e%d %s\n", kind, number, body);

	return write(events, line, length) < 0 ? errno : 0;
}

int main(int argc, char **argv)
{
	FILE *questions = argc == 2 ? fopen(argv[1], "r") : NULL;
	int events = open("/sys/kernel/tracing/dynamic_events", O_WRONLY | O_APPEND);
	char line[4000];

	if (!questions || events < 0) {
		perror("ask");
		return 1;
	}
	for (int number = 0; fgets(line, sizeof line, questions); number++) {
		line[strcspn(line, "\n")] = 0;
		const char *body = line + 2;
		int error;
		if (strchr("nxmw", line[0]))
			error = ask_bpf(line[0], body);
		else if (strchr("kq", line[0]))
			error = ask_perf(line[0], body);
		else
			error = ask_tracefs(events, number, line[0], body);
		printf("%d\n", error);
	}
	return 0;
}
