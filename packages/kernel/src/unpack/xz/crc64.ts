/** The reflected ECMA-182 polynomial, in two halves. */
const POLYNOMIAL_HIGH = 0xc96c5795;
const POLYNOMIAL_LOW = 0xd7870f42;

/**
 * The CRC-64 of .xz (ECMA-182), in 32-bit halves, since BigInt arithmetic takes a hundred times as long.
 * @param before the CRC of what comes before `bytes`
 */
export function crc64(bytes: Uint8Array, before = 0n): bigint {
  const { high, low } = (table ??= makeTable());
  let crcHigh = ~Number(before >> 32n) >>> 0;
  let crcLow = ~Number(before & 0xffffffffn) >>> 0;
  for (const byte of bytes) {
    const index = (crcLow ^ byte) & 0xff;
    crcLow = ((crcLow >>> 8) | (crcHigh << 24)) ^ (low[index] ?? 0);
    crcHigh = (crcHigh >>> 8) ^ (high[index] ?? 0);
  }
  return (BigInt(~crcHigh >>> 0) << 32n) | BigInt(~crcLow >>> 0);
}

let table: { readonly high: Uint32Array; readonly low: Uint32Array } | undefined;

function makeTable() {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    let h = 0;
    let l = i;
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (odd) {
        h ^= POLYNOMIAL_HIGH;
        l ^= POLYNOMIAL_LOW;
      }
    }
    high[i] = h;
    low[i] = l;
  }
  return { high, low };
}
