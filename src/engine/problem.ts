import type { Problem } from '../contracts';

/** A failure that a person sees; `problem` is what crosses to the page. */
export class EngineError extends Error {
  override name = 'EngineError';
  readonly problem: Problem;

  constructor(code: string, values?: Problem['values'], cause?: unknown) {
    super(code, { cause });
    this.problem = values ? { code, values } : { code };
  }
}

function carried(error: unknown): Problem | undefined {
  const problem = (error as { problem?: Problem } | null | undefined)?.problem;
  return typeof problem?.code === 'string' ? problem : undefined;
}

/** As Chromium, Firefox and Safari say that code which is loaded when needed didn't arrive. */
const NOT_LOADED = /dynamically imported module|Importing a module script failed/;

/** The Problem that an error carries, or `otherwise` with the error's own message as `message`; `data.part` where code of the app's own is missing. */
export function toProblem(error: unknown, otherwise = 'engine.failed'): Problem {
  if (error instanceof TypeError && NOT_LOADED.test(error.message)) return { code: 'data.part' };
  return carried(error) ?? {
    code: otherwise,
    values: { message: error instanceof Error ? error.message : String(error) },
  };
}

export function isCancelled(error: unknown): boolean {
  return carried(error)?.code === 'cancelled';
}
