import { Button, Slider } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sortedOrder } from '../../analysis/curves';
import { DifferencePanel } from '../../charts/difference-panel/DifferencePanel';
import { grey, ink } from '../../charts/palette';
import { topClasses } from '../../charts/probability-bars/geometry';
import { ProbabilityBars } from '../../charts/probability-bars/ProbabilityBars';
import type { BlockStatistics, Gate, GateChoices, GateEdit, GateMode, ImageResult, Setting } from '../../contracts';
import { formatFixed, formatSigned } from '../../locales/format';
import { type ImageEntry, resultUnder } from '../../store/store';
import { useClassName } from '../classNames';
import { useAppStore, useSession } from '../context';
import { Segments } from '../Segments';
import { useChosenSetting, useSelectedImage, useSelectedResults } from '../selectors';
import { TakeAway } from '../takeaway/TakeAway';
import { useNewest } from './useNewest';

const two = (value: number) => formatFixed(value, 2);
const unit = 90;

/** What multiplies U in this block under the setting, as a gate that can be edited; `applied` is what did: a frozen gate's constant, wherever it comes from. */
function gateOf(mode: GateMode | undefined, applied: Float32Array, edits: GateEdit[]): Gate {
  if (mode === 'frozen') return { base: { kind: 'constant', values: applied }, edits };
  return { base: { kind: mode === 'off' ? 'ones' : 'live' }, edits };
}

interface EditorProps {
  image: ImageEntry;
  result: ImageResult;
  setting: Setting;
  statistics: BlockStatistics;
}

function Editor({ image, result, setting, statistics: { block, all } }: EditorProps) {
  const { t } = useTranslation();
  const name = useClassName();
  const session = useSession();
  const store = useAppStore();
  const [channels, setChannels] = useState<number[]>([]);
  const [how, setHow] = useState<GateEdit['how']>('set');
  const [value, setValue] = useState(0);
  const [hover, setHover] = useState<number | null>(null);
  const order = useMemo(() => sortedOrder(all), [all]);
  const gate = result.gate[block]!;
  const difference = useMemo(() => gate.map((s, c) => s - all[c]!), [gate, all]);
  const summary = useMemo(() => {
    const most = difference.reduce((far, d, c) => (Math.abs(d) > Math.abs(difference[far]!) ? c : far), 0);
    const distance = Math.sqrt(difference.reduce((sum, d) => sum + d * d, 0) / difference.length);
    return t('summary.difference', { distance: two(distance), channel: most, difference: formatSigned(difference[most]!, 2) });
  }, [t, difference]);
  const limit = useMemo(() => Math.ceil(difference.reduce((most, d) => Math.max(most, Math.abs(d)), 0.1) * 10 - 1e-6) / 10, [difference]);
  const question = useMemo(
    (): GateChoices | undefined => (channels.length > 0 ? { ...setting, [block]: gateOf(setting[block], gate, [{ channels, how, value }]) } : undefined),
    [channels, setting, block, gate, how, value],
  );
  const ask = useCallback((choices: GateChoices) => session.runOnce(image.crop, choices), [session, image]);
  const after = useNewest(question, ask)?.probabilities;
  const before = result.probabilities;
  const rows = topClasses(before, after).map((id) => ({ id, label: name(id), before: before[id]!, after: after?.[id], truth: id === image.label }));
  const which = channels.length === 1 ? t('compare.opened.title', { block, channel: channels[0] }) : t('compare.opened.group', { block, count: channels.length });
  return (
    <>
      <DifferencePanel
        label={t('block.whatIf.label', { name: image.name, block })}
        summary={summary}
        order={order}
        difference={difference}
        colours={[ink, grey]}
        limit={limit}
        unit={unit}
        hoverChannel={hover}
        opened={channels}
        format={(d) => formatSigned(d, d === 0 ? 0 : 1)}
        describe={(channel) => t('block.whatIf.channel', { channel, value: two(gate[channel]!), all: two(all[channel]!) })}
        onHover={setHover}
        onOpen={setChannels}
      />
      <div className="withTakeAway">
        <p className="readout" aria-hidden>
          {hover === null ? ' ' : t('block.whatIf.channel', { channel: hover, value: two(gate[hover]!), all: two(all[hover]!) })}
        </p>
        <TakeAway
          of={t('block.whatIf.title')}
          make={async () => (await import('../takeaway/parts/whatIf')).whatIfPart(store.getState(), { image: image.name, block, gate, all, edit: { channels, how, value }, before: result, after })}
        />
      </div>
      {channels.length === 0 ? (
        <p className="note">{t('block.whatIf.choose')}</p>
      ) : (
        <div className="blockGrid">
          <div className="whatIfControls">
            <p>
              <b>{which}</b>
            </p>
            <Segments
              label={t('block.whatIf.how')}
              value={how}
              onChange={(chosen) => {
                setHow(chosen);
                setValue(0);
              }}
              options={{ set: t('block.whatIf.set'), scale: t('block.whatIf.scale') }}
            />
            <Slider
              min={0}
              max={how === 'set' ? 1 : 2}
              step={0.01}
              value={value}
              onChange={setValue}
              label={two}
              thumbLabel={t(how === 'set' ? 'block.whatIf.set' : 'block.whatIf.scale')}
              marks={[0, 1, ...(how === 'scale' ? [2] : [])].map((mark) => ({ value: mark, label: String(mark) }))}
              mb="lg"
            />
            <Button size="compact-sm" variant="default" onClick={() => setChannels([])}>
              {t('block.whatIf.reset')}
            </Button>
          </div>
          <div data-testid="what-if">
            <ProbabilityBars label={t('predictions.title')} rows={rows} format={two} />
            <p className="note">{t('block.whatIf.note')}</p>
          </div>
        </div>
      )}
    </>
  );
}

/** What the network would say of the chosen image if some channels of this block had another gate. */
export function WhatIf({ statistics }: { statistics: BlockStatistics }) {
  const { t } = useTranslation();
  const image = useSelectedImage();
  const results = useSelectedResults();
  const setting = useChosenSetting();
  const result = resultUnder(results, setting) ?? (Object.keys(setting).length === 0 ? results?.live : undefined);
  if (!image || !result) return null;
  return (
    <section aria-labelledby="what-if-title">
      <h3 id="what-if-title">
        {t('block.whatIf.title')} <span className="sub small">{t('block.whatIf.of', { name: image.name })}</span>
      </h3>
      <Editor key={`${image.id} ${statistics.block}`} image={image} result={result} setting={setting} statistics={statistics} />
    </section>
  );
}
