'use strict';

// npm run version: after changesets has given all packages their next version, the files that a pipeline copies name it too.
const fs = require('node:fs');
const path = require('node:path');

/** Files that name the command's package with its version. */
const files = ['action.yml', '.pre-commit-hooks.yaml', 'examples/ci/tracefit.gitlab-ci.yml'];

/** Makes the files below `root` name the version of the command; returns those that did not. */
function setVersion(root) {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'packages/cli/package.json'), 'utf8'));
  return files.filter((file) => {
    const text = fs.readFileSync(path.join(root, file), 'utf8');
    if (!text.includes('@tracefit/cli@'))
      throw new Error(`${file} does not name @tracefit/cli with a version any more`);
    const named = text.replace(/(?<=@tracefit\/cli@)[\w.+-]+/g, version);
    if (named !== text) fs.writeFileSync(path.join(root, file), named);
    return named !== text;
  });
}

module.exports = { files, setVersion };

if (require.main === module) {
  for (const file of setVersion(path.join(__dirname, '..'))) process.stdout.write(`${file}\n`);
}
