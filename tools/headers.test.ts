import { expect, test } from 'vitest';
import { forNginx, headers } from './headers';

test('nginx reads each header as one quoted value, which nothing in it ends', () => {
  const lines = forNginx(headers).trimEnd().split('\n');
  expect(lines).toHaveLength(Object.keys(headers).length);
  for (const line of lines) expect(line).toMatch(/^add_header [\w-]+ "[^"\\$]+" always;$/);
});
