import type { DiffReporter } from './diff-reporter';
import { github } from './reporters/github';
import { gitlab } from './reporters/gitlab';
import { html } from './reporters/html';
import { json } from './reporters/json';
import { junit } from './reporters/junit';
import { markdown } from './reporters/markdown';
import { sarif } from './reporters/sarif';
import { text } from './reporters/text';

/** Every way of showing how two kernels differ; the first is the default. */
export const diffReporters: readonly DiffReporter[] = [text, json, sarif, junit, github, gitlab, markdown, html];
