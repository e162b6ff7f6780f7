/**
 * An integer as the kernel's `kstrtol(text, 0, ..)` reads it: decimal, `0x` hexadecimal or `0` octal, a sign in front, no
 * other character; `undefined` where it refuses the text or the value leaves 64 bits. Values that JavaScript cannot hold
 * exactly are rounded. (lib/kstrtox.c)
 */
export function parseKernelNumber(text: string): number | undefined {
  const match = /^([+-]?)(0x[0-9a-f]{1,40}|0[0-7]{0,40}|[1-9][0-9]{0,40})$/i.exec(text);
  if (!match) return undefined;
  const digits = match[2] ?? '';
  const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  if (value > 0xffff_ffff_ffff_ffffn) return undefined;
  return match[1] === '-' ? -Number(value) : Number(value);
}

/** A decimal number of at most 9 digits and nothing else. */
export function parseDecimal(text: string): number | undefined {
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : undefined;
}
