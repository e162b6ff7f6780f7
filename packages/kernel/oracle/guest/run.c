/*
 * run SECONDS COMMANDS: starts every command of a list and prints what became of it: a line `### STATUS NAME`, then what it wrote.
 *
 *   waits      it has loaded and attached what it wants and waits for events, or for time to pass
 *   ends N     it ended by itself, with exit code N
 *   killed N   a signal ended it
 *   hangs      neither after SECONDS
 *
 * A command is a line of words without quotes. One that waits is told to end as by Ctrl-C.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define OUTPUT "/tmp/output"

enum { MAX_WORDS = 32, STEPS_PER_SECOND = 10, PATIENCE = 10 * STEPS_PER_SECOND };

/* System calls in which a tool that is ready spends its time; none of them is used to load a program or to attach it. */
static int waits_in(long number)
{
	static const long calls[] = {
#ifdef SYS_poll
		SYS_poll, SYS_epoll_wait, SYS_pause, SYS_select,
#endif
		SYS_ppoll, SYS_epoll_pwait, SYS_nanosleep, SYS_clock_nanosleep, SYS_pselect6, SYS_rt_sigtimedwait,
	};

	for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
		if (calls[i] == number)
			return 1;
	return 0;
}

/*
 * /proc/PID/syscall reads "running" while the process is not in a system call. The file is opened once: a tool that traces open(2)
 * would be woken by each look at it.
 */
static int is_waiting(int file)
{
	char text[256];
	ssize_t length = pread(file, text, sizeof text - 1, 0);

	if (length <= 0)
		return 0;
	text[length] = 0;
	return text[0] >= '0' && text[0] <= '9' && waits_in(atol(text));
}

static int open_syscall(pid_t pid)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/syscall", pid);
	return open(path, O_RDONLY | O_CLOEXEC);
}

static pid_t start(char *line)
{
	char *words[MAX_WORDS + 1] = { 0 };
	int output, count = 0;
	pid_t pid;

	for (char *word = strtok(line, " "); word && count < MAX_WORDS; word = strtok(NULL, " "))
		words[count++] = word;
	if ((pid = fork()) != 0)
		return pid;
	output = open(OUTPUT, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	dup2(output, 1);
	dup2(output, 2);
	close(0);
	open("/dev/null", O_RDONLY);
	execv(words[0], words);
	perror(words[0]);
	_exit(127);
}

static void end(pid_t pid)
{
	int status;

	kill(pid, SIGINT);
	for (int step = 0; step < PATIENCE; step++) {
		if (waitpid(pid, &status, WNOHANG) == pid)
			return;
		usleep(1000000 / STEPS_PER_SECOND);
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
}

/* Seen waiting three times in a row, so that a short sleep on the way does not count. */
static void watch(pid_t pid, int seconds, char *said, size_t size)
{
	int status, seen = 0, file = open_syscall(pid);

	snprintf(said, size, "hangs");
	for (int step = 0; step < seconds * STEPS_PER_SECOND && seen < 3; step++) {
		usleep(1000000 / STEPS_PER_SECOND);
		if (waitpid(pid, &status, WNOHANG) == pid) {
			if (WIFEXITED(status))
				snprintf(said, size, "ends %d", WEXITSTATUS(status));
			else
				snprintf(said, size, "killed %d", WTERMSIG(status));
			close(file);
			return;
		}
		seen = is_waiting(file) ? seen + 1 : 0;
	}
	if (seen == 3)
		snprintf(said, size, "waits");
	close(file);
	end(pid);
}

static void copy_output(void)
{
	char buffer[8192];
	int file = open(OUTPUT, O_RDONLY);
	ssize_t length = file < 0 ? 0 : read(file, buffer, sizeof buffer);

	if (length > 0)
		fwrite(buffer, 1, length, stdout);
	if (file >= 0)
		close(file);
	printf("\n");
	fflush(stdout);
}

int main(int argc, char **argv)
{
	FILE *commands = argc == 3 ? fopen(argv[2], "r") : NULL;
	char line[4096], name[4096], said[32];

	if (!commands) {
		perror("run");
		return 1;
	}
	while (fgets(line, sizeof line, commands)) {
		line[strcspn(line, "\n")] = 0;
		strcpy(name, line);
		unlink(OUTPUT);
		watch(start(line), atoi(argv[1]), said, sizeof said);
		printf("### %s %s\n", said, name);
		copy_output();
	}
	return 0;
}
