/** Writes a capture as capture/capture.sh does: the content of a file, or the reason in braces why it was not seen. */
export function writeCapture(
  entries: Readonly<Record<string, string | Uint8Array | { readonly reason: string }>>,
): Buffer {
  const parts: Buffer[] = [Buffer.from('tracefit-capture 1\n')];
  for (const [path, content] of Object.entries(entries)) {
    if (typeof content === 'object' && 'reason' in content) {
      parts.push(Buffer.from(`none ${path}\n${content.reason}\n`));
    } else {
      const bytes = Buffer.from(content);
      parts.push(Buffer.from(`file ${bytes.length} ${path}\n`), bytes, Buffer.from('\n'));
    }
  }
  parts.push(Buffer.from(`end ${Object.keys(entries).length}\n`));
  return Buffer.concat(parts);
}
