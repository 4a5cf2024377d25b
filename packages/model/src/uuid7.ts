/**
 * A UUID of version 7 (RFC 9562): ids made on different devices sort by the time at which they were made.
 *
 * @param at - milliseconds since 1970.
 * @param random - ten random bytes. Passed in, as the time is: the model makes nothing up.
 */
export function uuid7(at: number, random: Uint8Array): string {
  const time = Math.floor(at).toString(16).padStart(12, '0');
  const bytes = [...random.subarray(0, 10)];
  bytes[0] = ((bytes[0] ?? 0) & 0x0f) | 0x70;
  bytes[2] = ((bytes[2] ?? 0) & 0x3f) | 0x80;
  const tail = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [time.slice(0, 8), time.slice(8), tail.slice(0, 4), tail.slice(4, 8), tail.slice(8)].join(
    '-',
  );
}
