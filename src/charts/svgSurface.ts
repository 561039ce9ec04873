import type { Surface } from './canvas';

/** Two decimals are a hundredth of a pixel. */
const short = (value: number): string => String(Math.round(value * 100) / 100);

interface Saved {
  alpha: number;
  open: number;
}

/** Takes what the paint functions do as SVG markup, so that nothing is drawn in two ways. A path is one polygon or line. */
export class SvgSurface implements Surface {
  globalAlpha = 1;
  strokeStyle: Surface['strokeStyle'] = '#000000';
  fillStyle: Surface['fillStyle'] = '#000000';
  lineWidth = 1;
  lineJoin: CanvasLineJoin = 'miter';
  private readonly parts: string[] = [];
  private readonly saved: Saved[] = [];
  private path = '';
  private dash: number[] = [];
  private open = 0;
  private clips = 0;

  /** @param prefix begins the ids of clip paths; another one in each part of a document */
  constructor(private readonly prefix: string) {}

  get markup(): string {
    return this.parts.join('') + '</g>'.repeat(this.open);
  }

  beginPath(): void {
    this.path = '';
  }

  lineTo(x: number, y: number): void {
    this.path += `${this.path === '' ? 'M' : this.path.endsWith('Z') ? 'M' : 'L'}${short(x)},${short(y)}`;
  }

  closePath(): void {
    this.path += 'Z';
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.path += `M${short(x)},${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`;
  }

  clip(): void {
    const id = `${this.prefix}clip${this.clips++}`;
    this.parts.push(`<clipPath id="${id}"><path d="${this.path}"/></clipPath><g clip-path="url(#${id})">`);
    this.open++;
  }

  stroke(): void {
    const dash = this.dash.length > 0 ? ` stroke-dasharray="${this.dash.join(' ')}"` : '';
    this.parts.push(
      `<path d="${this.path}" fill="none" stroke="${String(this.strokeStyle)}" stroke-width="${this.lineWidth}" stroke-linejoin="${this.lineJoin}"${dash}${this.opacity('stroke')}/>`,
    );
  }

  fill(): void {
    this.parts.push(`<path d="${this.path}" fill="${String(this.fillStyle)}"${this.opacity('fill')}/>`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    if (height === 0 || width === 0) return;
    this.parts.push(`<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${String(this.fillStyle)}"${this.opacity('fill')}/>`);
  }

  setLineDash(dash: number[]): void {
    this.dash = dash;
  }

  save(): void {
    this.saved.push({ alpha: this.globalAlpha, open: this.open });
  }

  restore(): void {
    const before = this.saved.pop();
    if (!before) return;
    this.globalAlpha = before.alpha;
    this.parts.push('</g>'.repeat(this.open - before.open));
    this.open = before.open;
  }

  private opacity(of: 'stroke' | 'fill'): string {
    return this.globalAlpha < 1 ? ` ${of}-opacity="${short(this.globalAlpha)}"` : '';
  }
}
