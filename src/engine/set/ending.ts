/** Calls that all reject when something ends. (`Promise.race` with one promise of the end would hold every answer until then.) */
export class Ending {
  private readonly waiting = new Set<(error: unknown) => void>();
  private ended: { error: unknown } | undefined;

  /** Does nothing the second time. */
  end(error: unknown): void {
    this.ended ??= { error };
    for (const reject of this.waiting) reject(error);
    this.waiting.clear();
  }

  /** Settles as the call does, or rejects when the end comes first. */
  before<T>(call: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.ended) reject(this.ended.error);
      else this.waiting.add(reject);
      const done = (): void => void this.waiting.delete(reject);
      call.then(resolve, reject).then(done, done);
    });
  }
}
