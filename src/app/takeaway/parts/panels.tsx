import i18next from 'i18next';
import type { ExcitationPanelProps } from '../../../charts/excitation-panel/ExcitationPanel';
import { PanelDrawing, type PanelDrawingProps } from '../../../charts/excitation-panel/PanelDrawing';
import { lineColour, textColour, type ClassColour } from '../../../charts/palette';
import type { Drawing, LegendEntry } from '../../../export/figure';
import { formatTick } from '../../../locales/format';
import type { ChannelOrder } from '../../../store/store';
import { drawn, look } from '../render';

type Panel = Omit<PanelDrawingProps, 'xTitle' | 'yTitle' | 'restTitle' | 'format' | 'formatRest'> & Pick<ExcitationPanelProps, 'title'>;

/** One block's curves with titles at the axes; without an order nothing is said under it. */
export function panelDrawing(panel: Panel, order: ChannelOrder | undefined, width: number): Drawing {
  const t = i18next.t;
  const titles = { xTitle: order && t(`takeaway.axis.${order}`), yTitle: t('takeaway.axis.excitation'), restTitle: panel.residual && t('takeaway.axis.rest') };
  return drawn(<PanelDrawing {...panel} {...titles} format={formatTick} />, width);
}

export const classEntry = ({ label, colour }: { label: string; colour: ClassColour }): LegendEntry => ({
  label,
  colour: lineColour(colour, 'light'),
  textColour: textColour(colour, 'light'),
  mark: 'line',
});

interface Others {
  /** Whether an image, its applied gate and the curve of 'all' are drawn. */
  image?: string;
  gate?: boolean;
  all?: string;
  /** Classes under the ribbon. */
  ribbon?: number;
}

/** The legend's entries beside the classes. */
export function otherEntries({ image, gate, all, ribbon }: Others): LegendEntry[] {
  const t = i18next.t;
  return [
    ...(image === undefined ? [] : [{ label: image, colour: look.ink, mark: 'line' } as const]),
    ...(gate ? [{ label: t('figure.gate'), colour: look.ink, mark: 'dashed' } as const] : []),
    ...(all === undefined ? [] : [{ label: all, colour: look.ink2, mark: 'line' } as const]),
    ...(ribbon === undefined ? [] : [{ label: t('figure.ribbon', { count: ribbon }), colour: '#cdd2e1', mark: 'band' } as const]),
  ];
}
