import type { MappedText } from '../../embedded/mapped-text';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';
import { readOptions, type OptionTable } from '../options';
import type { Tracer } from '../tracer';
import { defineDistribution } from './define-distribution';
import { defineFunctions } from './define-functions';
import { defineTrace } from './define-trace';

/** The options with a value of each tool (its `-h`, BCC 0.26 to 0.35). */
const tables: Readonly<Record<string, OptionTable>> = {
  trace: {
    short: 'bpLZMcnfIs',
    long: 'buffer-pages pid tid uid string-size max-events cgroup-path name msg-filter include sym_file_list',
    anywhere: true,
  },
  argdist: {
    short: 'ptzidnTHCI',
    long: 'pid tid string-size interval duration number top histogram count include',
    anywhere: true,
  },
  funccount: { short: 'pidDc', long: 'pid interval duration cpu', anywhere: true },
  stackcount: { short: 'pciD', long: 'pid cpu interval duration', anywhere: true },
  funclatency: { short: 'pidl', long: 'pid interval duration level', anywhere: true },
  funcslower: { short: 'pmua', long: 'pid min-ms min-us arguments', anywhere: true },
};

const called =
  /(?:^|\/)(?:(?:(trace|argdist|funccount|stackcount|funclatency|funcslower)-bpfcc)|(?:.*bcc\/tools\/)(trace|argdist|funccount|stackcount|funclatency|funcslower)(?:\.py)?|(argdist|funccount|stackcount|funclatency|funcslower)(?:\.py)?|(trace)\.py)$/;

/** BCC's tools that take what they trace on the command line; Debian calls them `NAME-bpfcc`. */
export const bccTools: Tracer = {
  name: 'bcc-tools',
  called,
  find(words, command) {
    const tool = called.exec(command)?.slice(1).find(Boolean) ?? '';
    const table = tables[tool];
    if (!table) return [];
    const { options, rest } = readOptions(words, table);
    const isGiven = (...names: readonly string[]) => options.some(({ name }) => names.includes(name));
    const values = (...names: readonly string[]): readonly MappedText[] =>
      options.flatMap(({ name, value }) => (names.includes(name) && value ? [value] : []));
    switch (tool) {
      case 'trace':
        return rest.flatMap((probe): readonly EmbeddedDefinition[] => defineTrace(probe) ?? []);
      case 'argdist':
        return values('H', 'histogram', 'C', 'count').flatMap((specifier) => defineDistribution(specifier));
      case 'funcslower': {
        const [given] = values('a', 'arguments');
        return defineFunctions(rest, { regular: false, both: true, arguments: Number(given?.text ?? 0) || 0 });
      }
      default:
        // One pattern; what stands behind it is how often.
        return defineFunctions(rest.slice(0, 1), {
          regular: isGiven('r', 'regexp'),
          both: tool === 'funclatency',
          arguments: 0,
        });
    }
  },
};
