import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import css from '../../charts/charts.css?raw';
import { textWidth } from '../../charts/text';
import { FixedWidth } from '../../charts/useSize';
import type { Drawing, Look } from '../../export/figure';

/** The custom properties of the light scheme, by their names. */
const light = new Map([.../:root\s*{([^}]*)}/.exec(css)![1]!.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]));

const inked = (text: string): string => text.replace(/var\(--([\w-]+)\)/g, (_, name: string) => light.get(name) ?? '#000000');

/** The light scheme on white, and what charts.css says of the classes that stand in a drawing. */
export const look: Look & { line: Record<'plus' | 'minus', string> } = {
  ink: light.get('ink')!,
  ink2: light.get('ink-2')!,
  line: { plus: light.get('accent')!, minus: light.get('loss')! },
  measure: textWidth,
  css: inked(
    'svg{overflow:visible}.strong{fill:var(--ink);font-weight:600}.grid{stroke:var(--grid)}.zero{stroke:var(--neutral);stroke-opacity:.65}.halo{paint-order:stroke;stroke:#ffffff;stroke-width:3.5px;stroke-linejoin:round}.chosen{fill:none;stroke:#eb8a00;stroke-width:2}' +
      '.flow .bar{fill:var(--band)}.flow [data-followed] .bar{fill:var(--accent)}.flow .unit{fill:var(--neutral)}.flow .frame{fill:none}.flow .frame[data-followed]{stroke:var(--accent);stroke-width:2.5}.flow .fan{fill:var(--stage-band)}.flow .link{fill:none;stroke:var(--accent)}.flow .link[data-sign=minus]{stroke:var(--loss);stroke-dasharray:4 3}' +
      '.module rect{fill:var(--stage-band);stroke:var(--grid)}.module [data-accent] rect{fill:#e8eaf9;stroke:var(--accent)}.module .edge{fill:none;stroke:var(--neutral);stroke-width:1.4}.module .arrow{fill:var(--neutral)}' +
      '.strip .curve{fill:none;stroke:var(--neutral);stroke-width:1.2}.strip .curve[data-tone=accent]{stroke:var(--accent);stroke-width:1.8}',
  ),
};

let drawings = 0;

/**
 * A chart of `width` px in the light scheme, whatever the page's: the one SVG that it renders. It may use hooks, but nothing of the page.
 * @throws Error where the chart has no SVG
 */
export function drawn(chart: ReactElement, width: number): Drawing {
  const options = { identifierPrefix: `d${drawings++}` };
  const html = renderToStaticMarkup(<FixedWidth value={width}>{chart}</FixedWidth>, options);
  const markup = /<svg[^]*<\/svg>/.exec(html)?.[0];
  if (!markup) throw new Error('a chart without a drawing');
  const size = (name: string) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(markup)![1]);
  return { width: size('width'), height: size('height'), markup: inked(markup) };
}
