import { useMemo } from 'react';
import { textWidth } from '../text';
import { useScheme } from '../useScheme';
import type { ExcitationPanelProps } from './ExcitationPanel';
import { layoutPanel } from './geometry';
import type { Scene } from './paint';

/** What a panel of `width` px paints. */
export function useScene(props: ExcitationPanelProps, width: number): Scene {
  const { order, ribbon, all, classes, bandOf, image, extremes = false, residual, directLabels, domain } = props;
  const height = Math.round(props.height ?? Math.min(300, Math.max(150, width * 0.5)));
  const scheme = useScheme();
  const faded = props.faded !== undefined;
  const [low, high] = domain ?? [0, 1];
  const { limit, ribbon: restRibbon, height: restHeight = Math.round(height / 2) } = residual ?? {};
  const layout = useMemo(() => {
    const labels = [...classes, ...(image ? [image] : [])].map((curve) => textWidth(curve.label, 12));
    return layoutPanel({
      width,
      height,
      domain: [low, high],
      labelRoom: directLabels && width >= 420 ? Math.min(width * 0.25, Math.max(0, ...labels) + 16) : 0,
      rest: limit === undefined ? undefined : { height: restHeight, limit },
    });
  }, [width, height, low, high, directLabels, classes, image, limit, restHeight]);
  return useMemo(
    () => ({ layout, order, ribbon, restRibbon, all, classes, bandOf, image, extremes, faded, scheme }),
    [layout, order, ribbon, restRibbon, all, classes, bandOf, image, extremes, faded, scheme],
  );
}
