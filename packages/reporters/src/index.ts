export type { RenderOptions, Reporter, Style } from './reporter';
