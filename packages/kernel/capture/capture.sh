#!/bin/sh
# Packs what the running kernel shows this user of what can be traced on it into one file, which tracefit reads elsewhere:
#
#   sh capture.sh [FILE]            writes FILE, or RELEASE.capture in this directory; - is the standard output
#   ssh HOST sh -s < capture.sh > HOST.capture
#   ssh HOST sudo sh -s < capture.sh > HOST.capture
#
# Needs a POSIX shell with cat, mkdir, mv, rm, uname and wc; where there is gzip the file is packed. Changes nothing on the
# machine and mounts nothing. It works without root: what it may not see is in the file with the reason.
#
# The file is text with bytes between:
#   tracefit-capture 1
#   file BYTES PATH        and so many bytes, a line end
#   none PATH              and a line with the reason
#   end COUNT              of the entries before

set -u
umask 077
LC_ALL=C
export LC_ALL

say() { echo "capture.sh: $*" >&2; }
fail() { say "$*"; exit 1; }

case $# in
  0) if [ -t 1 ]; then target=$(uname -r).capture; else target=-; fi ;;
  1) target=$1 ;;
  *) fail "one file name is expected, not $# words" ;;
esac
case $target in
  -) ;;
  -*) fail "there are no options, only the name of a file to write: $target" ;;
  *) if [ -d "$target" ]; then fail "this is a directory: $target"; fi ;;
esac

# Where the system's / is: for a system that is mounted elsewhere.
root=${TRACEFIT_ROOT:-}
work=
# The trap calls it.
# shellcheck disable=SC2317
clean() { if [ -n "$work" ]; then rm -rf "$work"; fi; }
trap clean EXIT
trap 'exit 1' HUP INT TERM
for place in "${TMPDIR:-/tmp}" /tmp /var/tmp /dev/shm /run .; do
  # The directory must be made here: one that is there already may be somebody else's.
  if mkdir "$place/tracefit-capture.$$" 2>/dev/null; then work=$place/tracefit-capture.$$; break; fi
done
[ -n "$work" ] || fail 'there is no directory for temporary files that can be written to'
pack=$work/pack
part=$work/part
complaint=$work/complaint
count=0
unseen=0
echo 'tracefit-capture 1' > "$pack" || fail "cannot write to $work"

# Puts the content of $part into the file as PATH.
put() {
  # Some wc put spaces before the number; without quotes they are gone.
  # shellcheck disable=SC2046
  set -- "$1" $(wc -c < "$part")
  { echo "file $2 $1" && cat "$part" && echo; } >> "$pack" || fail "cannot write to $work"
  count=$((count + 1))
}

# none PATH REASON: says that it was not seen.
none() {
  { echo "none $1" && echo "$2"; } >> "$pack" || fail "cannot write to $work"
  count=$((count + 1))
  unseen=$((unseen + 1))
  say "not seen: $1 ($2)"
}

# Why a path is not there: a directory above it may be closed.
absent() {
  above=$1
  while above=${above%/*}; [ -n "$above" ]; do
    if [ -d "$root$above" ]; then
      if [ -x "$root$above" ]; then echo 'there is no such file'; else echo 'permission denied, it needs root'; fi
      return
    fi
  done
  echo 'there is no such file'
}

# The files of proc and sysfs have no size before they are read, so each is copied first.
copy() {
  if ! [ -e "$root$1" ]; then none "$1" "$(absent "$1")"; return 1; fi
  if cat "$root$1" > "$part" 2> "$complaint"; then put "$1"; return 0; fi
  why=$(cat "$complaint")
  case $why in
    *[Pp]ermission\ denied* | *[Nn]ot\ permitted*)
      if [ "$(id -u 2>/dev/null)" = 0 ]; then why='permission denied, also to root'; else why='permission denied, it needs root'; fi ;;
    *) why=${why##*: } ;;
  esac
  none "$1" "${why:-it cannot be read}"
  return 1
}

# The first of several places; where none has it, the last tells why.
first() {
  for place in "$@"; do
    if [ -e "$root$place" ]; then copy "$place"; return; fi
  done
  copy "$place"
}

release=$(uname -r)
for fact in r m; do
  uname -$fact > "$part"
  put "uname -$fact"
done
copy /proc/version
first /etc/os-release /usr/lib/os-release
copy /sys/kernel/notes
copy /proc/modules
copy /proc/kallsyms
first /proc/config.gz "/boot/config-$release" "/lib/modules/$release/config"

copy /sys/kernel/btf/vmlinux
for types in "$root"/sys/kernel/btf/*; do
  case $types in
    */vmlinux | */\*) ;;
    *) copy "${types#"$root"}" ;;
  esac
done

tracing=/sys/kernel/tracing
if ! [ -e "$root$tracing/README" ] && [ -e "$root/sys/kernel/debug/tracing/README" ]; then
  tracing=/sys/kernel/debug/tracing
fi
copy $tracing/README
copy $tracing/available_filter_functions
copy /sys/kernel/debug/kprobes/blacklist
events=$root$tracing/events
if [ -r "$events" ] && [ -x "$events" ]; then
  refused=0
  : > "$part"
  for format in "$events"/*/*/format; do
    [ -e "$format" ] || continue
    echo "### ${format#"$events/"}" >> "$part"
    # A file that cannot be read leaves its header, which tracefit takes for an event that is not known.
    cat "$format" >> "$part" 2>/dev/null || refused=$((refused + 1))
  done
  if [ -s "$part" ]; then put $tracing/events; else none $tracing/events 'there are no events'; fi
  if [ $refused -gt 0 ]; then say "not seen: the formats of $refused events"; fi
elif [ -d "$events" ]; then
  none $tracing/events 'permission denied, it needs root'
else
  none $tracing/events "$(absent $tracing/events)"
fi

echo "end $count" >> "$pack" || fail "cannot write to $work"
if command -v gzip >/dev/null 2>&1 && gzip -c "$pack" > "$pack.gz" 2>/dev/null; then pack=$pack.gz; fi

if [ "$target" = - ]; then
  cat "$pack" || fail 'cannot write to the standard output'
else
  # Another file system may be in between: the copy is made beside the target, and takes its place whole.
  if ! cat "$pack" > "$target.$$" 2>/dev/null || ! mv "$target.$$" "$target"; then
    rm -f "$target.$$"
    fail "cannot write: $target"
  fi
  say "written: $target"
fi
if [ $unseen -gt 0 ]; then
  say "$unseen of $count things could not be seen; tracefit says unknown where it would need them"
fi
exit 0
