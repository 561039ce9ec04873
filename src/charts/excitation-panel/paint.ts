import type { Inks, Surface } from '../canvas';
import { lineColour, type ClassColour, type Scheme } from '../palette';
import { envelopeOf, needsEnvelope, ranksByPlace, xAt, type Channels, type PanelLayout } from './geometry';

export interface ClassCurve {
  key: string;
  label: string;
  colour: ClassColour;
  /** Mean over the class's images, [C]. */
  mean: Channels;
  /** Standard deviation over the class's images, [C]. */
  sd?: Channels;
  /** The mean minus the class's scaled 'all', [C]. */
  rest?: Channels;
}

export interface ImageCurve {
  label: string;
  /** What the block computes for the image, [C]. */
  excitation: Channels;
  /** What was applied instead, [C]; drawn dashed. */
  gate?: Channels;
  rest?: Channels;
}

export interface Ribbon {
  low: Channels;
  high: Channels;
}

/** All that is painted; curves are told apart by identity, so keep them between renders. */
export interface Scene {
  layout: PanelLayout;
  order: Channels;
  ribbon?: Ribbon;
  restRibbon?: Ribbon;
  all?: Channels;
  classes: readonly ClassCurve[];
  /** Keys of the classes that show mean ± sd. */
  bandOf?: string | readonly string[];
  image?: ImageCurve;
  /** Whether single curves of more channels than pixels show their columns' extremes too. */
  extremes: boolean;
  faded: boolean;
  scheme: Scheme;
}

interface Stroke {
  colour: string;
  width: number;
  dash?: number[];
}

class Painter {
  private readonly ranks: Uint32Array;
  private readonly xs: Float32Array;
  private readonly many: boolean;

  constructor(
    private readonly context: Surface,
    private readonly scene: Scene,
    private readonly fractions: Float32Array,
  ) {
    this.ranks = ranksByPlace(fractions);
    this.xs = fractions.map((fraction) => xAt(scene.layout, fraction));
    this.many = needsEnvelope(scene.layout, scene.order.length);
  }

  /** A curve as a line; with more channels than pixels, the column means over a band of the columns' extremes. */
  curve(values: Channels, y: (value: number) => number, stroke: Stroke, bandAlpha = 0.15): void {
    if (this.many) {
      const { x, mean, low, high } = this.envelope(values);
      if (this.scene.extremes) this.fill(x, low.map(y), high.map(y), stroke.colour, bandAlpha);
      this.stroke(x, mean.map(y), stroke);
    } else {
      this.stroke(this.inOrder(this.xs), this.inOrder(this.byRank(values).map(y)), stroke);
    }
  }

  /** The area between two curves; of many channels, between their column means. */
  area(low: Channels, high: Channels, y: (value: number) => number, colour: string, alpha: number): void {
    if (this.many) {
      const [below, above] = [this.envelope(low), this.envelope(high)];
      this.fill(below.x, below.mean.map(y), above.mean.map(y), colour, alpha);
    } else {
      const [below, above] = [this.byRank(low), this.byRank(high)].map((values) => this.inOrder(values.map(y)));
      this.fill(this.inOrder(this.xs), below!, above!, colour, alpha);
    }
  }

  private readonly envelope = (values: Channels) =>
    envelopeOf(values, this.scene.order, this.fractions, this.scene.layout);

  private readonly byRank = (values: Channels): number[] =>
    Array.from({ length: this.scene.order.length }, (_, rank) => values[this.scene.order[rank]!]!);

  private readonly inOrder = (values: ArrayLike<number>): number[] => Array.from(this.ranks, (rank) => values[rank]!);

  private stroke(x: readonly number[], y: readonly number[], { colour, width, dash }: Stroke): void {
    const { context } = this;
    context.beginPath();
    for (let i = 0; i < x.length; i++) context.lineTo(x[i]!, y[i]!);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = 'round';
    context.setLineDash(dash ?? []);
    context.stroke();
    context.setLineDash([]);
  }

  private fill(x: readonly number[], low: readonly number[], high: readonly number[], colour: string, alpha: number): void {
    const { context } = this;
    const before = context.globalAlpha;
    context.beginPath();
    for (let i = 0; i < x.length; i++) context.lineTo(x[i]!, high[i]!);
    for (let i = x.length - 1; i >= 0; i--) context.lineTo(x[i]!, low[i]!);
    context.closePath();
    context.globalAlpha = before * alpha;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = before;
  }
}

const fade = (scene: Scene): number => (scene.faded ? 0.35 : 1);

const shift = (mean: Channels, sd: Channels, sign: 1 | -1, [low, high]: readonly number[]): Float32Array =>
  Float32Array.from(mean, (value, c) => Math.min(high!, Math.max(low!, value + sign * sd[c]!)));

function paintClasses(painter: Painter, scene: Scene, inks: Inks): void {
  const { layout, classes, bandOf, scheme, ribbon, all } = scene;
  if (ribbon) painter.area(ribbon.low, ribbon.high, layout.y, inks.band, 1);
  const domain = layout.y.domain();
  for (const { key, mean, sd, colour } of classes) {
    if (!sd || !(typeof bandOf === 'string' ? bandOf === key : bandOf?.includes(key))) continue;
    painter.area(shift(mean, sd, -1, domain), shift(mean, sd, 1, domain), layout.y, lineColour(colour, scheme), 0.24);
  }
  if (all) painter.curve(all, layout.y, { colour: inks.ink2, width: 1.3 });
  for (const { mean, colour } of classes) painter.curve(mean, layout.y, { colour: lineColour(colour, scheme), width: 1.1 });
}

/** The residuals; what goes beyond the shared limit leaves the frame. */
function paintRest(
  context: Surface,
  painter: Painter,
  scene: Scene,
  inks: Inks,
  { top, bottom, y }: NonNullable<PanelLayout['rest']>,
): void {
  const { layout, classes, restRibbon, image, scheme } = scene;
  context.save();
  context.beginPath();
  context.rect(layout.left - 1, top - 1, layout.right - layout.left + 2, bottom - top + 2);
  context.clip();
  context.globalAlpha = fade(scene);
  if (restRibbon) painter.area(restRibbon.low, restRibbon.high, y, inks.band, 1);
  for (const { rest, colour } of classes) {
    if (rest) painter.curve(rest, y, { colour: lineColour(colour, scheme), width: 1.1 });
  }
  context.globalAlpha = 1;
  if (image?.rest) painter.curve(image.rest, y, { colour: inks.ink, width: 1.3 }, 0.1);
  context.restore();
}

/** Paints the curves with the channels at `fractions` (by rank) of the plot's width. */
export function paintPanel(context: Surface, scene: Scene, fractions: Float32Array, inks: Inks): void {
  const painter = new Painter(context, scene, fractions);
  const { image, layout } = scene;
  context.globalAlpha = fade(scene);
  paintClasses(painter, scene, inks);
  context.globalAlpha = 1;
  if (image) {
    const width = layout.right - layout.left > 400 ? 1.7 : 1.4;
    painter.curve(image.excitation, layout.y, { colour: inks.ink, width }, 0.1);
    if (image.gate) painter.curve(image.gate, layout.y, { colour: inks.ink, width, dash: [5, 3] }, 0);
  }
  if (layout.rest) paintRest(context, painter, scene, inks, layout.rest);
}
