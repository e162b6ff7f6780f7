import { escapeMarkup } from './escape-markup';
import { visibleText } from './visible-text';

/** A test of JUnit's XML, in lines. */
export interface JunitCase {
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly lines: readonly string[];
}

interface CaseHead {
  readonly className: string;
  readonly name: string;
}

export function passedCase(head: CaseHead): JunitCase {
  return { state: 'passed', lines: [`${open(head)}/>`] };
}

/** A test that failed, each of whose failures has a type, a message and lines. */
export function failedCase(head: CaseHead, failures: readonly Failure[]): JunitCase {
  return { state: 'failed', lines: [`${open(head)}>`, ...failures.flatMap(failureLines), '    </testcase>'] };
}

export interface Failure {
  readonly type: string;
  readonly message: string;
  readonly body: readonly string[];
}

/** Something that was not checked: the reason is an element's text, which all forms of JUnit's XML allow; not all have an attribute. */
export function skippedCase(head: CaseHead, reasons: readonly string[]): JunitCase {
  const text = reasons.map((each) => escapeMarkup(visibleText(each))).join('\n');
  return { state: 'skipped', lines: [`${open(head)}>`, `      <skipped>${text}</skipped>`, '    </testcase>'] };
}

/** The whole file. */
export function junitFile(suites: readonly { readonly name: string; readonly cases: readonly JunitCase[] }[]): string {
  const made = suites.map(({ name, cases }) => suite(name, cases));
  const count = (key: 'tests' | 'failures') => made.reduce((sum, each) => sum + each[key], 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tracefit" tests="${count('tests')}" failures="${count('failures')}" errors="0">`,
    ...made.flatMap(({ lines }) => lines),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(name: string, cases: readonly JunitCase[]) {
  const count = (state: JunitCase['state']) => cases.filter((each) => each.state === state).length;
  const failures = count('failed');
  const head = `name=${quote(name)} tests="${cases.length}" failures="${failures}" errors="0" skipped="${count('skipped')}"`;
  const lines = [`  <testsuite ${head}>`, ...cases.flatMap((each) => each.lines), '  </testsuite>'];
  return { tests: cases.length, failures, lines };
}

function open({ className, name }: CaseHead): string {
  return `    <testcase classname=${quote(className)} name=${quote(name)}`;
}

function failureLines({ type, message, body }: Failure): readonly string[] {
  const text = body.map((line) => escapeMarkup(visibleText(line))).join('\n');
  return [`      <failure type=${quote(type)} message=${quote(message)}>${text}`, '      </failure>'];
}

function quote(text: string): string {
  return `"${escapeMarkup(visibleText(text))}"`;
}
