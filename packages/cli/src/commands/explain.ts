import { UsageError } from '@tracefit/model';
import { padText } from '@tracefit/reporters';
import { rules } from '@tracefit/rules';
import { didYouMean } from '../args/did-you-mean';
import { commonOptions } from '../args/options';
import { defineCommand } from '../command';
import { exitCode } from '../exit-code';
import { chooseStyle } from '../outputs/choose-style';
import { renderPage } from '../outputs/render-page';

export const explain = defineCommand({
  name: 'explain',
  summary: 'show the page of a rule',
  synopsis: ['RULE', '--list'],
  details: ['What it means for the person running the definition, an example, what to do, and how it is decided.'],
  options: {
    list: { help: 'list all rules' },
    ...commonOptions,
  },
  run({ options, positionals }, io) {
    const style = chooseStyle(io.stdout, options.color, io);
    if (options.list) {
      const width = Math.max(...rules.map((rule) => rule.id.length));
      for (const { id, severity, title } of rules) {
        io.stdout.write(`${style.bold(padText(id, width))}  ${padText(severity, 'warning'.length)}  ${title}\n`);
      }
      return Promise.resolve(exitCode.fits);
    }
    const [id, ...others] = positionals;
    if (id === undefined) throw new UsageError('name a rule, or use --list');
    if (others.length > 0) throw new UsageError(`one rule at a time: ${positionals.join(' ')}`);
    const rule = rules.find((one) => one.id === id);
    if (!rule)
      throw new UsageError(
        `unknown rule${
          didYouMean(
            id,
            rules.map((one) => one.id),
          ) || ', --list shows all'
        }: ${id}`,
      );
    const page = io.fs.readFileSync(require.resolve(`@tracefit/rules/pages/${rule.id}.md`), 'utf8');
    io.stdout.write(renderPage(page, style));
    return Promise.resolve(exitCode.fits);
  },
});
