import type { TraceFormat } from '../../trace-format';
import type * as parser from './parse';

/** How much of a text `detect` looks at. */
const looksAt = 1_000_000;

/** Tetragon's `TracingPolicy` and `TracingPolicyNamespaced` (pkg/k8s/apis/cilium.io/v1alpha1 of Tetragon 1.6). */
export const tetragon: TraceFormat = {
  id: 'tetragon',
  title: 'a Tetragon policy',
  suffixes: [],
  detect({ path, text }) {
    if (!/\.(?:ya?ml|json)$/.test(path) && path !== '-' && path.includes('.')) return false;
    const start = text.slice(0, looksAt);
    // JSON may stand on one line.
    if (path.endsWith('.json') && /"kind"\s*:\s*"TracingPolicy(?:Namespaced)?"/.test(start)) return true;
    return /^[\s{,-]*["']?kind["']?[ \t]*:[ \t]*["']?TracingPolicy(?:Namespaced)?\b/m.test(start);
  },
  parse(file) {
    const { parse } = require('./parse') as typeof parser;
    return parse(file);
  },
};
