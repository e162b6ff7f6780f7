/** The shells there is a script for. */
export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

/**
 * What a shell reads to complete the command line of tracefit. Each asks tracefit itself, which knows its commands, options
 * and kernels, and leaves it to the shell to complete files where tracefit names nothing.
 */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion of tracefit for bash: eval "$(tracefit completion bash)" in ~/.bashrc
_tracefit() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(tracefit completion --words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  # After "--option=" bash replaces only what is behind the "=".
  if [ "\${COMP_WORDS[COMP_CWORD]}" = "=" ] || [ "\${COMP_WORDS[COMP_CWORD - 1]}" = "=" ]; then
    COMPREPLY=("\${COMPREPLY[@]#*=}")
  fi
}
complete -o bashdefault -o default -F _tracefit tracefit
`,
  zsh: `#compdef tracefit
# Completion of tracefit for zsh: eval "$(tracefit completion zsh)" in ~/.zshrc, or as a file _tracefit in $fpath
_tracefit() {
  local line
  local -a candidates
  while IFS= read -r line; do
    # _describe parts a word and what is said of it at a colon.
    candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done < <(tracefit completion --words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#candidates} )); then
    _describe tracefit candidates
  else
    _files
  fi
}
if [ "\${funcstack[1]}" = _tracefit ]; then
  _tracefit "$@"
else
  compdef _tracefit tracefit
fi
`,
  fish: `# Completion of tracefit for fish: tracefit completion fish > ~/.config/fish/completions/tracefit.fish
function __tracefit_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l candidates (tracefit completion --words -- $words[2..-1] 2>/dev/null)
  if test (count $candidates) -gt 0
    printf '%s\\n' $candidates
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c tracefit -f -a '(__tracefit_complete)'
`,
};
