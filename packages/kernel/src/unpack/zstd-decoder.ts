export * as zstd from '@foxglove/wasm-zstd';
