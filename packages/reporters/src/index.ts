export { groupBy } from './group-by';
export { countWords } from './count-words';
export { cutText, displayWidth, padText } from './display-width';
export { kernelNames, type KernelNames } from './kernel-names';
export { reporters } from './registry';
export { plainStyle, type RenderOptions, type Reporter, type RuleText, type Style } from './reporter';
export { visibleJson, visibleText } from './visible-text';
export { wrapWords } from './wrap-words';
