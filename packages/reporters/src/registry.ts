import type { Reporter } from './reporter';
import { json } from './reporters/json';
import { text } from './reporters/text';

/** Every way of showing a report; the first is the default. */
export const reporters: readonly Reporter[] = [text, json];
