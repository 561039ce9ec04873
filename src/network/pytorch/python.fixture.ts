import { spawnSync } from 'node:child_process';

/** A Python that has PyTorch; undefined where this machine has none. */
export const python = ['/usr/bin/python3', 'python3'].find((name) => spawnSync(name, ['-c', 'import torch, numpy'], { stdio: 'ignore' }).status === 0);

/** Runs Python to its end. @returns what it printed */
export function runPython(parts: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(python!, parts, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
