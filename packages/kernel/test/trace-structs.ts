/** The structs that the tables of trace events are laid out by, as in Linux 6.12. */
export const TRACE_STRUCTS = `
struct list_head { struct list_head *next, *prev; };
struct trace_entry { unsigned short type; unsigned char flags; unsigned char preempt_count; int pid; };
struct trace_event_fields {
  const char *type;
  union {
    struct {
      const char *name;
      const int size;
      const int align;
      const unsigned int is_signed : 1;
      unsigned int needs_test : 1;
      const int filter_type;
      const int len;
    };
    int (*define_fields)(struct trace_event_call *);
  };
};
struct trace_event_class { const char *system; void *probe; struct trace_event_fields *fields_array; };
struct tracepoint { const char *name; long key; };
struct trace_event_call {
  struct list_head list;
  struct trace_event_class *class;
  union { const char *name; struct tracepoint *tp; };
  char *print_fmt;
  int flags;
};
struct trace_eval_map { const char *system; const char *eval_string; unsigned long eval_value; };
struct syscall_metadata {
  const char *name;
  int syscall_nr;
  int nb_args;
  const char **types;
  const char **args;
};
struct syscall_trace_enter { struct trace_entry ent; int nr; unsigned long args[]; };
struct syscall_trace_exit { struct trace_entry ent; int nr; long ret; };
struct bug_entry { int bug_addr_disp; int file_disp; unsigned short line; unsigned short flags; };
`;
