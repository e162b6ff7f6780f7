export { checkTraces, type CheckOptions } from './check-traces';
