import { sourceFile, testTraceFormat } from '@tracefit/testing';
import { tetragon } from '.';

testTraceFormat(tetragon, __dirname);

test('a policy in JSON is detected where it stands on one line', () => {
  const text = '{"apiVersion":"cilium.io/v1alpha1","kind":"TracingPolicy","spec":{}}';
  expect(tetragon.detect(sourceFile('policy.json', text))).toBe(true);
  expect(tetragon.detect(sourceFile('policy.json', text.replace('TracingPolicy', 'NetworkPolicy')))).toBe(false);
});
