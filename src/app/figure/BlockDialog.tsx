import { Modal, Table } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { standOut } from '../../analysis/curves';
import { BINS, countsOf, totalCounts } from '../../analysis/histogram';
import { Histogram } from '../../charts/histogram/Histogram';
import { lineColour } from '../../charts/palette';
import { useScheme } from '../../charts/useScheme';
import type { Profile } from '../../contracts';
import { formatCount, formatFixed, formatPercent } from '../../locales/format';
import { useClassName } from '../classNames';
import { useAppState, useAppStore } from '../context';
import { stageOf } from '../gates/quick';
import { useCosts } from '../selectors';
import { TakeAway } from '../takeaway/TakeAway';
import { BlockPanel } from './BlockPanel';
import { type BlockData, blockData, restLimit, useBlockCurves, useChosenClasses } from './curves';
import { FunctionalSpread } from './FunctionalSpread';
import { PositionMap } from './PositionMap';
import { useReadout } from './readout';
import { WhatIf } from './WhatIf';

const two = (value: number) => formatFixed(value, 2);
const percent = (value: number) => formatPercent(value, 0);

/** Both ends of the bin with the most values, and its share. */
function fullest(counts: Float64Array, [low, high]: Profile['range']): [number, number, number] {
  const most = counts.indexOf(Math.max(...counts));
  const edge = (i: number) => low + ((high - low) * i) / BINS;
  return [edge(most), edge(most + 1), counts[most]! / counts.reduce((sum, count) => sum + count, 0)];
}

function Values({ data, range }: { data: BlockData; range: Profile['range'] }) {
  const { t } = useTranslation();
  const sdClass = useAppState((state) => state.sdClass);
  const chosen = useChosenClasses().find(({ id }) => id === sdClass);
  const counts = useMemo(() => totalCounts(data.profile.hist), [data]);
  const { above09, below01 } = data.statistics;
  const describe = (from: number, to: number, share: number, overlay?: number) =>
    t(overlay === undefined ? 'block.bin' : 'block.binOverlay', {
      from: two(from),
      to: two(to),
      share: formatPercent(share),
      overlay: overlay === undefined ? '' : formatPercent(overlay),
      name: chosen?.label ?? '',
    });
  return (
    <div>
      <h3>
        {t('block.values')} <span className="sub small">{t('block.valuesNote')}</span>
      </h3>
      <Histogram
        label={`${t('block.values')}: ${t('block.above', { percent: percent(above09) })}, ${t('block.below', { percent: percent(below01) })}`}
        summary={t('summary.peak', { bin: describe(...fullest(counts, range)) })}
        counts={counts}
        range={range}
        overlay={chosen && { counts: countsOf(data.profile.hist, chosen.id), colour: chosen.colour }}
        thresholds={[
          { value: 0.9, label: t('block.above', { percent: percent(above09) }), side: 'left' },
          { value: 0.1, label: t('block.below', { percent: percent(below01) }), side: 'right' },
        ]}
        xLabel={t('figure.y')}
        formatX={(value) => formatFixed(value, 1)}
        formatShare={percent}
        describe={describe}
      />
    </div>
  );
}

function Facts({ data, images }: { data: BlockData; images: string }) {
  const { t } = useTranslation();
  const name = useClassName();
  const costs = useCosts();
  const { block, mean, spread, imageSpread, share, scale, rest, flattening, traits, leftOut } = data.statistics;
  const count = useAppState((state) => state.profile?.count);
  const few = leftOut.filter((id) => count?.[id]);
  const parameters = costs?.before.blocks.find(({ id }) => id === block)?.se.parameters;
  const rows: [string, string][] = [
    [t('block.mean'), two(mean)],
    [t('block.spread'), t('outcome.table.wilson', { value: formatFixed(spread.value, 3), low: formatFixed(spread.low, 3), high: formatFixed(spread.high, 3) })],
    [t('block.imageSpread'), formatFixed(imageSpread, 3)],
    [t('block.share'), percent(share)],
    [t('block.scale'), formatFixed(scale, 3)],
    [t('block.rest'), formatFixed(rest, 3)],
    ...(flattening === undefined ? [] : [[t('block.flattening'), percent(flattening)] as [string, string]]),
    ...(parameters === undefined ? [] : [[t('block.parameters'), formatCount(parameters)] as [string, string]]),
  ];
  return (
    <div>
      <h3>{t('block.facts')}</h3>
      <Table className="numbers">
        <Table.Tbody>
          {rows.map(([label, value]) => (
            <Table.Tr key={label}>
              <Table.Th>{label}</Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {traits.map((trait) => (
        <p key={trait}>{t(`block.traits.${trait}`)}</p>
      ))}
      {few.length > 0 && <p className="note">{t('block.leftOut', { names: few.map(name).join(', ') })}</p>}
      <p className="note">{t('block.profile', { images })}</p>
    </div>
  );
}

function StandOut({ data, onPoint }: { data: BlockData; onPoint: (channel: number | null) => void }) {
  const { t } = useTranslation();
  const chosen = useChosenClasses();
  const scheme = useScheme();
  const { image, classes } = useBlockCurves(data, chosen, 'sorted', t('figure.image'));
  const { all, allStd } = data.statistics;
  const lists = useMemo(
    () => [
      ...(image ? [{ key: 'image', label: image.label, colour: 'var(--ink)', channels: standOut(image.excitation, all, allStd, 5) }] : []),
      ...classes.map(({ key, label, colour, mean }) => ({ key, label, colour: lineColour(colour, scheme), channels: standOut(mean, all, allStd, 5) })),
    ],
    [image, classes, all, allStd, scheme],
  );
  return (
    <div>
      <h3>{t('block.standOut')}</h3>
      <Table className="numbers">
        <Table.Tbody>
          {lists.map(({ key, label, colour, channels }) => (
            <Table.Tr key={key}>
              <Table.Th>
                <span className="dot" style={{ background: colour }} aria-hidden /> {label}
              </Table.Th>
              {channels.map(({ channel, difference }) => (
                <Table.Td key={channel}>
                  <button
                    type="button"
                    className="plain"
                    aria-label={t('block.standOutChannel', { channel, difference: two(difference) })}
                    onMouseEnter={() => onPoint(channel)}
                    onMouseLeave={() => onPoint(null)}
                    onFocus={() => onPoint(channel)}
                    onBlur={() => onPoint(null)}
                  >
                    <span className="small">{channel}</span> {difference > 0 ? '+' : ''}
                    {two(difference)}
                  </button>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Opened({ profile, data }: { profile: Profile; data: BlockData }) {
  const { t } = useTranslation();
  const maps = useAppState((state) => state.manifest?.architecture.se.squeeze === 'none');
  const chosen = useChosenClasses();
  const store = useAppStore();
  const [channel, setChannel] = useState<number | null>(null);
  const limit = useMemo(() => restLimit([data], chosen), [data, chosen]);
  const describe = useReadout(data, useBlockCurves(data, chosen, 'sorted', t('figure.image')));
  return (
    <>
      <BlockPanel data={data} chosen={chosen} limit={limit} hoverChannel={channel} onHover={setChannel} height={260} opened />
      <div className="withTakeAway">
        <p className="readout" aria-hidden>
          {channel === null ? ' ' : describe(channel)}
        </p>
        <TakeAway of={data.statistics.block} make={async () => (await import('../takeaway/parts/block')).blockPart(store.getState(), data, chosen, { limit, range: profile.range })} />
      </div>
      {maps && <PositionMap block={data.statistics.block} />}
      <div className="blockGrid">
        <div>
          <Values data={data} range={profile.range} />
          <FunctionalSpread key={data.statistics.block} block={data.statistics.block} />
        </div>
        <Facts data={data} images={profile.images} />
      </div>
      <StandOut data={data} onPoint={setChannel} />
      <WhatIf statistics={data.statistics} />
    </>
  );
}

/** One block, large. */
export function BlockDialog() {
  const { t } = useTranslation();
  const open = useAppState((state) => state.openBlock);
  const profile = useAppState((state) => state.profile);
  const statistics = useAppState((state) => state.statistics);
  const choose = useAppState((state) => state.choose);
  const data = useMemo(
    () => (open && profile && statistics ? blockData(profile, statistics, open) : undefined),
    [open, profile, statistics],
  );
  // A dialog that is open from the first doesn't know where the focus came from.
  const mounted = useMounted();
  return (
    <Modal
      opened={mounted && data !== undefined}
      onClose={() => choose({ openBlock: undefined })}
      title={open && t('block.title', { index: open.split('_')[2], stage: stageOf(open) })}
      className="blockDialog"
      size="min(1000px, 96vw)"
      closeButtonProps={{ 'aria-label': t('common.close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {profile && data && <Opened profile={profile} data={data} />}
    </Modal>
  );
}
