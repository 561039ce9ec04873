import type { Tensor } from '@tensorflow/tfjs-core';

/** What one SE block resumes from, in the plan's order, for one chunk of images: all that a change of its gate needs. */
export type BlockState = readonly Tensor[];

interface Shelf {
  states: Map<number, BlockState>;
  lastUse: number;
}

/**
 * Block states by prefix (the gates before the block) and chunk, within a budget of bytes.
 * When it is full the prefix that was used longest ago goes; the one being stored is never thrown out for itself, since a scan
 * over all chunks would then find none.
 */
export class StateCache {
  private readonly shelves = new Map<string, Shelf>();
  private bytes = 0;
  private uses = 0;

  constructor(private readonly budget: number) {}

  get(prefix: string, chunk: number): BlockState | undefined {
    const shelf = this.shelves.get(prefix);
    if (shelf) shelf.lastUse = ++this.uses;
    return shelf?.states.get(chunk);
  }

  /** Takes over the tensors of `state`: they are disposed when it goes, or at once where there is no room. */
  put(prefix: string, chunk: number, state: BlockState): void {
    const size = bytesOf(state);
    if (this.shelves.get(prefix)?.states.has(chunk) || !this.makeRoom(size, prefix)) {
      drop(state);
      return;
    }
    const shelf = this.shelves.get(prefix) ?? { states: new Map<number, BlockState>(), lastUse: 0 };
    shelf.lastUse = ++this.uses;
    shelf.states.set(chunk, state);
    this.shelves.set(prefix, shelf);
    this.bytes += size;
  }

  /** Nothing stored under this prefix is wanted any more. */
  forget(prefix: string): void {
    const shelf = this.shelves.get(prefix);
    this.shelves.delete(prefix);
    for (const state of shelf?.states.values() ?? []) {
      this.bytes -= bytesOf(state);
      drop(state);
    }
  }

  clear(): void {
    for (const prefix of this.shelves.keys()) this.forget(prefix);
  }

  private makeRoom(size: number, keep: string): boolean {
    while (this.bytes + size > this.budget) {
      const others = [...this.shelves].filter(([prefix]) => prefix !== keep);
      if (others.length === 0) return false;
      this.forget(others.reduce((a, b) => (b[1].lastUse < a[1].lastUse ? b : a))[0]);
    }
    return true;
  }
}

function bytesOf(state: BlockState): number {
  return 4 * state.reduce((sum, { size }) => sum + size, 0);
}

function drop(state: BlockState): void {
  for (const tensor of state) tensor.dispose();
}
