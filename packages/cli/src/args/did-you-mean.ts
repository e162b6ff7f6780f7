import { nearestNames } from '@tracefit/model';

/** `, did you mean --target or --format`, or nothing where no name is near. */
export function didYouMean(name: string, names: readonly string[], prefix = ''): string {
  const near = nearestNames(name, names);
  return near.length === 0 ? '' : `, did you mean ${near.map((one) => prefix + one).join(' or ')}`;
}
