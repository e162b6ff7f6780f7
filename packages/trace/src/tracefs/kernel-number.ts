/**
 * An integer as the kernel's `kstrtoul(text, 0, ..)` reads it: decimal, `0x` hexadecimal or `0` octal, a sign in front, no
 * other character; `undefined` where it refuses the text or the value leaves 64 bits. Values that JavaScript cannot hold
 * exactly are rounded. (lib/kstrtox.c)
 */
export function parseKernelNumber(text: string): number | undefined {
  const value = parseExact(text);
  return value === undefined || value > 0xffff_ffff_ffff_ffffn ? undefined : Number(value);
}

/** The same as `kstrtol`: 63 bits and a sign. */
export function parseKernelLong(text: string): number | undefined {
  const value = parseExact(text);
  return value === undefined || BigInt.asIntN(64, value) !== value ? undefined : Number(value);
}

function parseExact(text: string): bigint | undefined {
  const match = /^([+-]?)(0x[0-9a-f]{1,300}|0[0-7]{0,300}|[1-9][0-9]{0,300})$/i.exec(text);
  if (!match) return undefined;
  const digits = match[2] ?? '';
  const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return match[1] === '-' ? -value : value;
}

/** A decimal number of at most 9 digits and nothing else. */
export function parseDecimal(text: string): number | undefined {
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : undefined;
}
