/** A connection that says nothing for so long is given up. */
export const SILENCE_MS = 60_000;

export function onSilence(act: () => void): { heard(): void; end(): void } {
  let timer = setTimeout(act, SILENCE_MS);
  return {
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(act, SILENCE_MS);
    },
    end: () => clearTimeout(timer),
  };
}
