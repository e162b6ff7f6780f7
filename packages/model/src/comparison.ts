import type { Comparison } from './condition';

/** Whether two values compare as asked; `order` is below 0, 0 or above it, as the first is smaller, the same or greater. */
export function compares(order: number, op: Comparison): boolean {
  switch (op) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
  }
}
