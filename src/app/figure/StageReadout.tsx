import { useTranslation } from 'react-i18next';
import { textColour } from '../../charts/palette';
import { useScheme } from '../../charts/useScheme';
import type { BlockId } from '../../contracts';
import { formatFixed } from '../../locales/format';
import { type BlockData, type ChosenClass, useBlockCurves, useChosenClasses } from './curves';

/** A channel pointed at: it is marked and read out in every panel of the block's stage. */
export interface Pointed {
  block: BlockId;
  channel: number;
}

const two = (value: number) => formatFixed(value, 2);

function Value({ value, sd }: { value: number | undefined; sd?: number }) {
  const { t } = useTranslation();
  if (value === undefined) return <td>–</td>;
  return (
    <td>
      {two(value)} {sd !== undefined && <small>{t('figure.sd', { sd: two(sd) })}</small>}
    </td>
  );
}

function BlockRow({ data, chosen, pointed }: { data: BlockData; chosen: readonly ChosenClass[]; pointed: Pointed }) {
  const { t } = useTranslation();
  const { classes, image } = useBlockCurves(data, chosen, 'sorted', t('figure.image'));
  const { block, all, allStd } = data.statistics;
  const { channel } = pointed;
  return (
    <tr data-pointed={block === pointed.block || undefined}>
      <th scope="row">{block}</th>
      <Value value={all[channel]} sd={allStd[channel]} />
      {classes.map(({ key, mean, sd }) => (
        <Value key={key} value={mean[channel]} sd={sd?.[channel]} />
      ))}
      <Value value={image?.excitation[channel]} />
      <Value value={image?.gate?.[channel]} />
    </tr>
  );
}

/** One channel read out in every drawn block of a stage: all classes, the chosen ones, the image and its applied gate. */
export function StageReadout({ blocks, pointed }: { blocks: readonly BlockData[]; pointed: Pointed }) {
  const { t } = useTranslation();
  const chosen = useChosenClasses();
  const scheme = useScheme();
  return (
    <div className="stageReadout" data-testid="readout" aria-hidden>
      <table>
        <thead>
          <tr>
            <th>{t('figure.channel', { channel: pointed.channel })}</th>
            <th>{t('figure.allClasses')}</th>
            {chosen.map(({ key, label, colour }) => (
              <th key={key} style={{ color: textColour(colour, scheme) }}>
                {label}
              </th>
            ))}
            <th>{t('figure.image')}</th>
            <th>{t('figure.gate')}</th>
          </tr>
        </thead>
        <tbody>
          {blocks.map((data) => (
            <BlockRow key={data.statistics.block} data={data} chosen={chosen} pointed={pointed} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
