'use strict';

// npm run new -- KIND ID: copies the template of a kind of thing and adds it to its registry, which is all that a
// person would do by hand.
const fs = require('node:fs');
const path = require('node:path');

/** As prettier has it. */
const lineWidth = 120;

/** Where each kind lives, and how its registry names one. */
const kinds = {
  rule: {
    folder: 'packages/rules/src/rules',
    registry: 'packages/rules/src/registry.ts',
    import: (id, name) => `import ${name} from './rules/${id}/rule';`,
  },
  format: {
    folder: 'packages/trace/src/formats',
    registry: 'packages/trace/src/registry.ts',
    import: (id, name) => `import { ${name} } from './formats/${id}';`,
  },
  source: {
    folder: 'packages/kernel/src/sources',
    registry: 'packages/kernel/src/registry.ts',
    import: (id, name) => `import { ${name} } from './sources/${id}';`,
  },
  reporter: {
    folder: 'packages/reporters/src/reporters',
    registry: 'packages/reporters/src/registry.ts',
    import: (id, name) => `import { ${name} } from './reporters/${id}';`,
  },
};

/** Makes a new thing below `root`; returns the path of its folder. */
function makeNew(root, kind, id) {
  const place = Object.hasOwn(kinds, kind ?? '') ? kinds[kind] : undefined;
  if (!place) throw new Error(`say what to make: one of ${Object.keys(kinds).join(', ')}`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id ?? ''))
    throw new Error(`an id is words of a-z and 0-9 with hyphens: ${id}`);
  const folder = path.join(root, place.folder, id);
  if (fs.existsSync(folder)) throw new Error(`there is one of that name: ${place.folder}/${id}`);
  const name = id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  copy(path.join(root, place.folder, '_template'), folder, (text) =>
    text
      .replaceAll('\\_template', id)
      .replaceAll('_template', id)
      .replace(/\btemplate\b(?= *[,:}]|, __dirname|\.)/g, name),
  );
  const registry = path.join(root, place.registry);
  const text = addToRegistry(fs.readFileSync(registry, 'utf8'), place.import(id, name), name);
  fs.writeFileSync(registry, text);
  return `${place.folder}/${id}`;
}

/** Copies a folder; `_template` in names and texts becomes the new id. */
function copy(from, to, change) {
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const target = path.join(to, change(entry.name));
    if (entry.isDirectory()) copy(path.join(from, entry.name), target, change);
    else fs.writeFileSync(target, change(fs.readFileSync(path.join(from, entry.name), 'utf8')));
  }
}

/** The import goes among the others, the name to the end of the first list. */
function addToRegistry(text, line, name) {
  const lines = text.split('\n');
  const imports = lines.flatMap((one, at) => (one.startsWith('import ') ? [at] : []));
  const before = imports.find((at) => lines[at].startsWith('import') && from(lines[at]) > from(line));
  lines.splice(before ?? imports.at(-1) + 1, 0, line);
  const [, head, list, rest] = /^([^]*?= \[)([^]*?)\];\n([^]*)$/.exec(lines.join('\n'));
  const names = list.trim() === '' ? name : `${list.trim().replace(/,$/, '')}, ${name}`;
  const short = !list.includes('\n') && `${head}${names}];`.split('\n').at(-1).length <= lineWidth;
  if (short) return `${head}${names}];\n${rest}`;
  const rows = list.includes('\n')
    ? [...list.trimEnd().split('\n'), `  ${name},`]
    : ['', ...names.split(', ').map((one) => `  ${one},`)];
  return `${head}${rows.join('\n')}\n];\n${rest}`;
}

function from(line) {
  return /'([^']*)'/.exec(line)[1];
}

module.exports = { makeNew };

if (require.main === module) {
  const [kind, id] = process.argv.slice(2);
  try {
    const folder = makeNew(path.join(__dirname, '..'), kind, id);
    console.log(`made ${folder}, which is in its registry now; its tests: npm test -- ${id}`);
  } catch (error) {
    console.error(`usage: npm run new -- KIND ID: ${error.message}`);
    process.exitCode = 2;
  }
}
