import type { Plugin } from 'vite';

/**
 * The d3 union is free of side effects but for d3-transition, which adds its methods to d3-selection: so any import from 'd3' brings both,
 * and all that they need. Nothing here selects or transits by d3, so what isn't imported by name may go.
 */
export function d3OnlyWhatIsUsed(): Plugin {
  return {
    name: 'd3-only-what-is-used',
    transform: {
      filter: { id: /\/node_modules\/d3-[a-z]+\// },
      handler: (code) => ({ code, map: null, moduleSideEffects: false }),
    },
  };
}
