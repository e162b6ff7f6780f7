import type { TraceFile } from '@tracefit/model';
import { parseObject } from '../../bpf/parse-object';
import type { SourceFile } from '../../trace-format';

/** @throws FormatError where the object is damaged */
export function parse(file: SourceFile): TraceFile {
  return parseObject(file, 'bpf-object');
}
