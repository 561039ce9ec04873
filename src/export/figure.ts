import { escapeXml, wellFormed } from './xml';

/** A chart as SVG markup, its origin at its upper left. */
export interface Drawing {
  /** px */
  width: number;
  height: number;
  markup: string;
}

/** A chart at its place in the figure's body. */
export interface Placed extends Drawing {
  x: number;
  y: number;
}

export interface LegendEntry {
  label: string;
  colour: string;
  /** Of the words, where the mark's own is too faint to read. */
  textColour?: string;
  mark: 'line' | 'dashed' | 'band' | 'pale' | 'point' | 'open' | 'cross';
}

/** One figure, fit to stand alone in a paper. */
export interface Figure {
  /** Of its file, without an ending. */
  name: string;
  title: string;
  subtitle?: string;
  legend: readonly LegendEntry[];
  /** What the axes are, where the charts don't say so themselves. */
  axes?: string;
  charts: readonly Placed[];
  /** Network, data, number of images, program. */
  source: readonly string[];
}

/** What text and lines look like; px, on white. */
export interface Look {
  ink: string;
  ink2: string;
  /** Width of a text. */
  measure: (text: string, size: number) => number;
  /** Rules for the classes that the charts use. */
  css: string;
}

const margin = 20;
const font = 'Inter, "Helvetica Neue", Helvetica, Arial, "Noto Sans", "Noto Sans KR", sans-serif';

/** Charts from left to right, `columns` in a row, rows as high as their highest. */
export function inGrid(drawings: readonly Drawing[], columns: number, gap: number): Placed[] {
  const placed: Placed[] = [];
  let y = 0;
  for (let from = 0; from < drawings.length; from += columns) {
    const row = drawings.slice(from, from + columns);
    let x = 0;
    for (const drawing of row) {
      placed.push({ ...drawing, x, y });
      x += drawing.width + gap;
    }
    y += Math.max(...row.map(({ height }) => height)) + gap;
  }
  return placed;
}

/** A text in lines of at most `width` px; a word that is longer has a line of its own. */
export function wrap(text: string, size: number, width: number, measure: Look['measure']): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && measure(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

interface Text {
  lines: readonly string[];
  size: number;
  colour: string;
  bold?: boolean;
}

/** Lines of text under one another. @returns their markup and their lower edge */
function textAt({ lines, size, colour, bold }: Text, top: number): [string, number] {
  const step = Math.round(size * 1.4);
  const markup = lines
    .map((line, i) => `<text x="${margin}" y="${top + step * i + size}" style="font-size:${size}px;fill:${colour}${bold ? ';font-weight:600' : ''}">${escapeXml(line)}</text>`)
    .join('');
  return [markup, top + step * lines.length];
}

function markOf({ mark, colour }: LegendEntry, x: number, y: number): string {
  const fill = `fill="${colour}"`;
  const stroke = `stroke="${colour}"`;
  switch (mark) {
    case 'band':
    case 'pale':
      return `<rect x="${x}" y="${y - 5}" width="18" height="10" rx="2" ${fill}${mark === 'pale' ? ' fill-opacity="0.24"' : ''}/>`;
    case 'point':
      return `<circle cx="${x + 9}" cy="${y}" r="4" ${fill}/>`;
    case 'open':
      return `<circle cx="${x + 9}" cy="${y}" r="4" fill="#ffffff" ${stroke} stroke-width="1.5"/>`;
    case 'cross':
      return `<path d="M${x + 5},${y - 4}l8,8m0,-8l-8,8" ${stroke} stroke-width="1.6"/>`;
    default:
      return `<line x1="${x}" x2="${x + 18}" y1="${y}" y2="${y}" ${stroke} stroke-width="2"${mark === 'dashed' ? ' stroke-dasharray="4 3"' : ''}/>`;
  }
}

/** The legend in as many rows as it takes. */
function legendAt(entries: readonly LegendEntry[], top: number, width: number, look: Look): [string, number] {
  let [x, y, markup] = [margin, top + 9, ''];
  for (const entry of entries) {
    const wide = 24 + look.measure(entry.label, 12);
    if (x > margin && x + wide > margin + width) [x, y] = [margin, y + 18];
    markup += `${markOf(entry, x, y)}<text x="${x + 24}" y="${y + 4}" style="font-size:12px;font-weight:600;fill:${entry.textColour ?? look.ink}">${escapeXml(entry.label)}</text>`;
    x += wide + 16;
  }
  return [markup, entries.length > 0 ? y + 16 : top];
}

/** The figure as an SVG document on white: title, legend, charts, axes and source. */
export function figureSvg(figure: Figure, look: Look): { svg: string; width: number; height: number } {
  const { title, subtitle, legend, axes, charts, source } = figure;
  const inner = Math.max(360, ...charts.map(({ x, width }) => x + width));
  const lines = (text: string, size: number) => wrap(text, size, inner, look.measure);
  const parts: string[] = [];
  let y = margin - 4;
  const text = (words: string | undefined, size: number, colour: string, bold = false) => {
    if (!words) return;
    const [markup, bottom] = textAt({ lines: lines(words, size), size, colour, bold }, y);
    parts.push(markup);
    y = bottom + 2;
  };
  text(title, 16, look.ink, true);
  text(subtitle, 12, look.ink2);
  const [key, bottom] = legendAt(legend, y + 6, inner, look);
  parts.push(key);
  y = bottom + 8;
  parts.push(`<g class="charts" transform="translate(${margin},${y})">`);
  for (const chart of charts) parts.push(`<g transform="translate(${chart.x},${chart.y})">${chart.markup}</g>`);
  parts.push('</g>');
  y += Math.max(0, ...charts.map((chart) => chart.y + chart.height)) + 10;
  text(axes, 11, look.ink2);
  y += 4;
  for (const line of source) text(line, 10, look.ink2);
  const [width, height] = [Math.ceil(inner + 2 * margin), Math.ceil(y + margin - 6)];
  const style = `text{font-family:${font};font-size:11px;fill:${look.ink2}}${look.css}`;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`;
  const named = `<title>${escapeXml(title)}</title><desc>${escapeXml(source.join(' '))}</desc><style>${escapeXml(style)}</style>`;
  const svg = `${head}${named}<rect width="${width}" height="${height}" fill="#ffffff"/>${parts.join('')}</svg>\n`;
  return { svg: wellFormed(svg), width, height };
}
