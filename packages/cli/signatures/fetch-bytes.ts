import { UsageError } from '@tracefit/model';

/**
 * The content of an address.
 * @returns undefined where it is not there and need not be
 * @throws UsageError where it cannot be had
 */
export async function fetchBytes(url: string, { optional = false } = {}): Promise<Buffer | undefined> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    const { cause } = error as Error;
    throw new UsageError(`the mirror does not answer${cause instanceof Error ? ` (${cause.message})` : ''}: ${url}`);
  }
  if (response.status === 404 && optional) return undefined;
  if (!response.ok) throw new UsageError(`the mirror answers ${response.status} ${response.statusText}: ${url}`);
  return Buffer.from(await response.arrayBuffer());
}
