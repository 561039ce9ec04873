import { parseArgs } from 'node:util';
import { build, preview } from 'vite';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4173' },
    strict: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
  },
});

if (!values['no-build']) {
  console.log('Building SE Scope …');
  await build({ logLevel: 'warn' });
}
const server = await preview({
  logLevel: 'warn',
  preview: { port: Number(values.port), strictPort: values.strict, host: 'localhost' },
});
console.log(`SE Scope is ready: ${server.resolvedUrls?.local[0] ?? ''}  (stop with Ctrl+C)`);
