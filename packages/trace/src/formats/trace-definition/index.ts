import type { TraceFormat } from '../../trace-format';
import type * as parser from './parse';

/** tracefit's own way to write down what a trace relies on (schemas/trace-definition.schema.json). */
export const traceDefinition: TraceFormat = {
  id: 'trace-definition',
  title: 'a trace definition as data',
  suffixes: ['.trace.yaml', '.trace.yml', '.trace.json'],
  detect({ path, text }) {
    if (!/\.(?:ya?ml|json)$/.test(path) && path !== '-' && path.includes('.')) return false;
    return /^\s*[{]?\s*["']?traceDefinition["']?[ \t]*:[ \t]*1\b/m.test(text.slice(0, 65_536));
  },
  parse(file) {
    const { parse } = require('./parse') as typeof parser;
    return parse(file);
  },
};
