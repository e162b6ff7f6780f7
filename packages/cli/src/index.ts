export type { Io, Output } from './io';
export { main } from './main';
