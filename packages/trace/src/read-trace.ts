import { FormatError } from '@tracefit/btf';
import { nearestNames, UsageError, type TraceFile } from '@tracefit/model';
import { readDirectives } from './directives';
import { traceFormats } from './registry';
import type { SourceFile, TraceFormat } from './trace-format';

/**
 * Reads a trace definition, in the language `lang` (a format's id) or the one that is detected by the file's suffix,
 * then its content. `undefined`: no trace definition, as far as anyone can tell.
 *
 * @throws UsageError where `lang` is no format's id
 * @throws FormatError where the file is of a text format but holds binary data
 */
export function readTrace(file: SourceFile, lang?: string): TraceFile | undefined {
  const format = lang === undefined ? detectFormat(file) : formatOf(lang);
  if (format === undefined) return undefined;
  if (format.binary !== true) refuseBinary(file, format);
  const { arch } = file;
  return {
    ...format.parse(file, (inner, innerLang) => readNested(withTapset(inner, file), innerLang)),
    ...(format.binary === true ? {} : readDirectives(file.text)),
    ...(arch === undefined ? {} : { arch }),
  };
}

/**
 * Formats inside of another are found by name only, so that nesting ends where the outer format says; a shell line inside
 * of a program may hold one more.
 */
function readNested(file: SourceFile, lang: string): TraceFile {
  return formatOf(lang).parse(file, (inner, innerLang) => formatOf(innerLang).parse(inner));
}

/** A script inside of another runs on the same machine; its tapset is looked at only where one is asked for. */
function withTapset(inner: SourceFile, outer: SourceFile): SourceFile {
  return {
    ...inner,
    get tapset() {
      return outer.tapset;
    },
  };
}

function formatOf(lang: string): TraceFormat {
  const format = traceFormats.find(({ id }) => id === lang);
  if (format !== undefined) return format;
  const ids = traceFormats.map(({ id }) => id);
  const near = nearestNames(lang, ids);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}` : `known are ${ids.join(', ')}`;
  throw new UsageError(`unknown language, ${hint}: ${lang}`);
}

function detectFormat(file: SourceFile): TraceFormat | undefined {
  const bySuffix = traceFormats
    .flatMap((format) => format.suffixes.map((suffix) => ({ format, suffix })))
    .filter(({ suffix }) => file.path.endsWith(suffix))
    .sort((a, b) => b.suffix.length - a.suffix.length);
  return bySuffix[0]?.format ?? traceFormats.find((format) => format.detect(file));
}

/** No text that any of the formats allows holds a NUL; nearly all binary data does. */
function refuseBinary(file: SourceFile, format: TraceFormat): void {
  const offset = file.bytes.indexOf(0);
  if (offset >= 0) throw new FormatError(`binary data where ${format.title} is expected`, offset);
}
