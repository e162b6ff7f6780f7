export { ByteReader } from './byte-reader';
export { FormatError } from './format-error';
