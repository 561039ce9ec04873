import { escapeXml, wellFormed } from './xml';

export interface ReportTable {
  caption: string;
  /** The first column names its rows. */
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** What a section says, from above to below. */
export type ReportPart =
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'table'; table: ReportTable }
  /** An SVG document of `figureSvg`, whose own words say what it is. */
  | { kind: 'figure'; svg: string }
  | { kind: 'link'; text: string; address: string };

export interface Report {
  /** `en`, `ko` */
  language: string;
  title: string;
  /** The answer, in a sentence or two. */
  summary: string;
  sections: readonly { title: string; parts: readonly ReportPart[] }[];
  /** Program and day. */
  foot: string;
}

const STYLE = `
@page { margin: 18mm 16mm; }
:root { color-scheme: light; }
body { max-width: 860px; margin: 32px auto; padding: 0 20px; background: #fff; color: #1b1e26; font: 15px/1.5 Inter, "Helvetica Neue", Helvetica, Arial, "Noto Sans", "Noto Sans KR", sans-serif; }
h1 { margin: 0 0 8px; font-size: 26px; line-height: 1.25; }
h2 { margin: 28px 0 6px; font-size: 17px; break-after: avoid; }
p, ul { margin: 6px 0; }
ul { padding-left: 20px; }
.summary { padding: 12px 16px; border-left: 4px solid #3d4ee0; background: #f3f4fb; font-size: 17px; }
table { width: 100%; margin: 12px 0; border-collapse: collapse; font-variant-numeric: tabular-nums; break-inside: avoid; }
caption { padding-bottom: 4px; text-align: left; font-weight: 600; }
th, td { padding: 4px 8px; border-bottom: 1px solid #dfe2ea; text-align: right; vertical-align: top; }
th:first-child { text-align: left; }
tbody th { font-weight: 400; }
figure { margin: 14px 0; overflow-x: auto; break-inside: avoid; }
figure > svg { max-width: 100%; height: auto; }
a { color: #2636c8; overflow-wrap: anywhere; }
footer { margin-top: 28px; padding-top: 8px; border-top: 1px solid #dfe2ea; color: #5b6170; font-size: 13px; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 11pt; } a { color: inherit; } }
`;

/** A report as one HTML file that needs nothing else: no script, no address is loaded, figures inline; prints on white. */
export function reportHtml({ language, title, summary, sections, foot }: Report): string {
  const body = sections.map((section) => `<section>\n<h2>${escapeXml(section.title)}</h2>\n${section.parts.map(partHtml).join('\n')}\n</section>`);
  return wellFormed(`<!doctype html>
<html lang="${escapeXml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeXml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeXml(title)}</h1>
<p class="summary">${escapeXml(summary)}</p>
${body.join('\n')}
</main>
<footer>${escapeXml(foot)}</footer>
</body>
</html>
`);
}

function partHtml(part: ReportPart): string {
  switch (part.kind) {
    case 'text':
      return `<p>${escapeXml(part.text)}</p>`;
    case 'list':
      return `<ul>${part.items.map((item) => `<li>${escapeXml(item)}</li>`).join('')}</ul>`;
    case 'table':
      return tableHtml(part.table);
    case 'figure':
      return `<figure>${part.svg}</figure>`;
    case 'link':
      return /^https?:\/\//.test(part.address) ? `<p>${escapeXml(part.text)} <a href="${escapeXml(part.address)}">${escapeXml(part.address)}</a></p>` : `<p>${escapeXml(part.text)} ${escapeXml(part.address)}</p>`;
  }
}

function tableHtml({ caption, head, rows }: ReportTable): string {
  const heads = head.map((name) => `<th scope="col">${escapeXml(name)}</th>`).join('');
  const lines = rows.map(([name = '', ...cells]) => `<tr><th scope="row">${escapeXml(name)}</th>${cells.map((cell) => `<td>${escapeXml(cell)}</td>`).join('')}</tr>`);
  return `<table><caption>${escapeXml(caption)}</caption><thead><tr>${heads}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`;
}
